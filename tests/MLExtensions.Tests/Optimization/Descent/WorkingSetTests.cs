using MLExtensions.Optimization.Descent;

namespace MLExtensions.Tests.Optimization.Descent;

[TestClass]
public class WorkingSetTests
{
    [TestMethod]
    public void Blocks_are_lent_in_the_order_asked_for_and_taken_back_to_their_places()
    {
        double[] parameters = [0, 1, 2, 3, 4, 5, 6, 7];
        var workingSet = new WorkingSet<double>(parameters, blockSize: 2, statePerParameter: 1);
        int[] blocks = [3, 0];

        WorkingSet<double>.Loan loan = workingSet.Borrow(blocks);
        CollectionAssert.AreEqual(new double[] { 6, 7, 0, 1 }, loan.Parameters.ToArray());
        CollectionAssert.AreEqual(new double[4], loan.State.ToArray());
        Assert.AreEqual(4, loan.Gradient.Length);
        loan.Parameters[0] = 60;
        loan.State[3] = -1;
        workingSet.GiveBack(blocks);

        CollectionAssert.AreEqual(new double[] { 0, 1, 2, 3, 4, 5, 60, 7 }, parameters);
        CollectionAssert.AreEqual(new double[] { 0, -1, 0, 0, 0, 0, 0, 0 }, workingSet.BorrowAll().State.ToArray());
        CollectionAssert.AreEqual(new double[] { 0, -1, 0, 0 }, workingSet.Borrow([0, 1]).State.ToArray());
    }

    [TestMethod]
    public void Everything_is_lent_in_place()
    {
        double[] parameters = [1, 2];
        var workingSet = new WorkingSet<double>(parameters, blockSize: 1, statePerParameter: 2);
        WorkingSet<double>.Loan loan = workingSet.BorrowAll();
        loan.Parameters[1] = 5;
        Assert.AreEqual(5, parameters[1]);
        Assert.AreEqual(4, loan.State.Length);
    }
}
