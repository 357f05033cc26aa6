using Microsoft.ML;
using Microsoft.ML.Runtime;
using MLExtensions.Interop;

namespace MLExtensions.Tests.Interop;

[TestClass]
public class CatalogEnvironmentTests
{
    private readonly MLContext _ml = new();

    [TestMethod]
    public void Messages_reach_the_log_of_the_context_that_the_catalog_belongs_to()
    {
        IHostEnvironment[] environments =
        [
            CatalogEnvironment.Of(_ml.Transforms),
            CatalogEnvironment.Of(_ml.Regression),
            CatalogEnvironment.Of(_ml.Regression.Trainers),
        ];
        List<string> messages = [];
        _ml.Log += (_, message) => messages.Add(message.RawMessage);

        foreach (IHostEnvironment environment in environments)
        {
            using IChannel channel = environment.Start("test");
            channel.Info(MessageSensitivity.None, "here");
        }

        Assert.AreEqual(environments.Length, messages.Count(message => message == "here"));
    }

    [TestMethod]
    public void A_missing_catalog_is_named()
    {
        Assert.ThrowsExactly<ArgumentNullException>(() => CatalogEnvironment.Of((TransformsCatalog)null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => CatalogEnvironment.Of((TrainCatalogBase)null!));
        Assert.ThrowsExactly<ArgumentNullException>(
            () => CatalogEnvironment.Of((TrainCatalogBase.CatalogInstantiatorBase)null!));
    }
}
