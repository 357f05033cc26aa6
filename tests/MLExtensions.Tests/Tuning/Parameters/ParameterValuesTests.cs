namespace MLExtensions.Tests.Tuning.Parameters;

[TestClass]
public class ParameterValuesTests
{
    private static readonly SweepParameter<float> _lambda = SweepParameter.L2Regularization(0.1f, 10f, count: 3);
    private static readonly SweepParameter<int> _degree = SweepParameter.Degree(1, 3);

    [TestMethod]
    public void A_value_is_found_by_the_name_of_its_parameter()
    {
        ParameterValues values = ParameterValues.None.With(_lambda, 0.5f).With(_degree, 2);
        Assert.AreEqual(0.5f, values.Get(_lambda));
        Assert.AreEqual(2, values.Get(SweepParameter.Degree(1, 9)));
        Assert.AreEqual("l2Regularization = 0.5, degree = 2", values.ToString());
        CollectionAssert.AreEqual(new SweepParameter[] { _lambda, _degree }, values.Parameters.ToArray());
    }

    [TestMethod]
    public void With_changes_a_copy()
    {
        ParameterValues before = ParameterValues.None.With(_lambda, 0.5f).With(_degree, 2);
        ParameterValues after = before.With(_lambda, 100f);
        Assert.AreEqual(0.5f, before.Get(_lambda));
        Assert.AreEqual(100f, after.Get(_lambda));
        Assert.AreEqual(2, after.Get(_degree));
        Assert.AreEqual("", ParameterValues.None.ToString());
    }

    [TestMethod]
    public void A_parameter_that_was_not_searched_over_is_named_beside_those_that_were()
    {
        ParameterValues values = ParameterValues.None.With(_lambda, 0.5f);
        StringAssert.Contains(
            Assert.Throws<ArgumentException>(() => values.Get(_degree)).Message,
            "There is no value for 'degree'; the search has l2Regularization");
        StringAssert.Contains(
            Assert.Throws<ArgumentException>(() => ParameterValues.None.Get(_degree)).Message, "the search has no parameters");
        Assert.ThrowsExactly<ArgumentNullException>(() => values.Get<int>(null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => values.With(null!, 1));
    }

    [TestMethod]
    public void A_parameter_of_another_type_is_named_with_both_types() => StringAssert.Contains(
        Assert.Throws<ArgumentException>(() => ParameterValues.None.With(SweepParameter.Linear("lambda", 0.1, 1.0, 2), 0.5).Get(SweepParameter.Linear("lambda", 0.1f, 1f, 2))).Message,
        "The values of 'lambda' in the search are Double, and Single is asked for");

    [TestMethod]
    public void Other_values_have_another_key_whatever_they_are_called()
    {
        string[] texts = ["x", "x\nq=1", "a", "a, q = 1", "2", "1, q = 2", "", "1:a", "1"];
        SweepParameter<string> p = SweepParameter.Choices("p", texts);
        SweepParameter<string> q = SweepParameter.Choices("q", texts);
        string[] keys = [.. texts.SelectMany(first => texts.Select(second => ParameterValues.None.With(p, first).With(q, second).Key([p, q])))];
        Assert.HasCount(keys.Length, keys.ToHashSet());
    }

    [TestMethod]
    public void What_is_asked_for_is_noted_whichever_way_it_is_asked_for()
    {
        ParameterValues values = ParameterValues.None.With(_lambda, 0.5f).With(_degree, 2);
        AssertNotes([], _ => { });
        AssertNotes([_degree], noting => noting.Get(_degree));
        AssertNotes([_lambda, _degree], noting => noting.ToString());
        AssertNotes([_lambda], noting => noting.With(_degree, 3).Get(_lambda), atLeast: true);

        void AssertNotes(SweepParameter[] expected, Action<ParameterValues> ask, bool atLeast = false)
        {
            HashSet<SweepParameter> reads = [];
            ask(values.Noting(reads));
            Assert.IsTrue(atLeast ? reads.IsSupersetOf(expected) : reads.SetEquals(expected), string.Join(", ", reads));
        }
    }
}
