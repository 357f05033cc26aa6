using MLExtensions.Matrices;
using MLExtensions.Optimization.Descent;
using MLExtensions.Optimization.Designs;
using MLExtensions.Optimization.Hinge.Proximal;
using MLExtensions.Optimization.Hinge.Sparse;
using MLExtensions.Optimization.Hinge.Zone;
using MLExtensions.Optimization.Losses;
using MLExtensions.Optimization.Newton;
using MLExtensions.Optimization.Problem;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.Precise;

/// <summary>Minimizes linear problems on the same examples, one λ after the other, in double precision and to the end.</summary>
/// <remarks>
/// Smooth losses by Newton's method; the hinge by proximal points, over sparse rows on the path of its dual. The features are
/// copied in double precision and stay as they are. Further λ begin where the last one ended.
/// </remarks>
internal sealed class PreciseDescent<TTarget> : IDisposable
{
    /// <summary>Stored entries × outputs up to which a pass takes some milliseconds.</summary>
    private const long MostEntries = 10_000_000;

    private const int MostWideRows = 2_000;

    /// <summary>Columns up to which blocks of the Hessian cost little, however many rows there are.</summary>
    private const int MostNarrowColumns = 128;

    private const long MostNarrowEntries = 20_000_000;

    /// <summary>The share of F that another Newton step has to promise.</summary>
    private const double DefaultPromise = 3e-5;

    /// <summary>
    /// The share of F that the support vector machine's, or a softmax's over many rows, may be above its minimum.
    /// </summary>
    private const double DefaultGap = 5e-4;

    /// <summary>
    /// Stored entries × outputs up to which it is less, down to a least one: there the last digits cost little.
    /// </summary>
    private const double EntriesOfDefaultGap = 100_000;

    private const double SmallestGap = 2e-5;

    /// <summary>A bound in double precision does not get closer.</summary>
    private const double LeastGap = 1e-7;

    /// <summary>
    /// The share of F that a descent which begins in single precision may end above the minimum, if its gradient proves it.
    /// </summary>
    private const double AcceptedShare = 3e-3;

    /// <summary>The same of the support vector machine's, over data so large that more digits would take most of the time.</summary>
    private const double AcceptedGap = HingeDescent.DefaultTolerance;

    /// <summary>λ in place of 0, in the squares of the examples.</summary>
    private const double LeastPenalty = 1e-13;

    private const double RoundingOfProjection = 1e-9;

    private readonly LinearProblem<TTarget> _problem;
    private readonly DescentSettings _settings;
    private readonly Workers _workers;
    private readonly DesignMatrix _design;
    private readonly BlockLoss _loss;
    private readonly HeldClasses? _held;

    /// <summary>Whether two opposite classes are descended as the one vector that they are halves of.</summary>
    private readonly bool _isOfDifference;
    private readonly ModelCoordinates _coordinates;
    private DualStart? _dual;
    private NewtonDescent? _newton;

    /// <summary>Where the minimum is looked for: the design, or what it is reduced to.</summary>
    private Reduction? _reduction;

    private ColumnSpan? _span;
    private readonly PenaltyPath _path = new();

    /// <param name="problem">What to minimize, its features as they are; its λ counts for nothing.</param>
    /// <param name="settings">How to descend: tolerance, passes and time.</param>
    /// <param name="workers">The threads that share the work.</param>
    public PreciseDescent(LinearProblem<TTarget> problem, DescentSettings settings, Workers workers)
    {
        (_problem, _settings, _workers) = (problem, settings, workers);
        _design = DesignMatrix.Of(problem.Features, workers);
        _held = problem is LinearProblem<int> classes ? new HeldClasses(classes.Targets, classes.Outputs) : null;
        _isOfDifference = problem.HasOppositeClasses && !problem.Loss.HasKinks && _held is { Classes.Length: 2 };
        _loss = LossOver(_design);
        _coordinates = _isOfDifference || _held is null
            ? new ModelCoordinates(_design, _loss, classes: [0], outputs: 1, _isOfDifference, workers)
            : new ModelCoordinates(_design, _loss, _held.Classes, problem.Outputs, isOfDifference: false, workers);
        Rounding = new PreciseRounding<TTarget>(problem, _design, _loss, _coordinates, workers);
        if (_loss is HingeBlockLoss hinge && problem.Features is SparseMatrix sparse && SparseRows.Fit(sparse, hinge.Outputs))
            _dual = new DualStart(Path(sparse, hinge), _design, hinge, workers);
    }

    /// <summary>The way of its models into single precision.</summary>
    public PreciseRounding<TTarget> Rounding { get; }

    public void Dispose() => _design.Dispose();

    /// <summary>
    /// Whether a problem is so small that it is solved in double precision: also a wide one of few rows, a smooth
    /// loss over narrow rows, and the hinge over sparse ones.
    /// </summary>
    public static bool Suits(LinearProblem<TTarget> problem) =>
        (problem.Loss.HasKinks || problem.Loss is SoftmaxLoss<float> or SquaredLoss<float>)
        && (problem.Features.StoredEntries * problem.Outputs <= MostEntries
            || (problem.Features.Rows < problem.Features.Columns && problem.Features.Rows <= MostWideRows)
            || (problem.Features is SparseMatrix && problem.Loss.HasKinks)
            || (problem.Features is DenseMatrix { Columns: <= MostNarrowColumns, StoredEntries: <= MostNarrowEntries } && !problem.Loss.HasKinks));

    /// <summary>The share of F that the support vector machine's may be above its minimum.</summary>
    private double Gap => Math.Max(
        _settings.Tolerance ?? Math.Clamp(DefaultGap * _problem.Features.StoredEntries * _loss.Outputs / EntriesOfDefaultGap, SmallestGap, DefaultGap),
        LeastGap);

    private Reduction Reduced => _reduction ??= Reduce();

    private Reduction Reduce()
    {
        var space = RowSpace.TryReduce(_design, _workers);
        DesignMatrix design = space?.Reduced ?? _design;
        BlockLoss loss = space is null ? _loss : LossOver(design);
        return new Reduction(new NewtonObjective(design, loss, _coordinates.PenaltyOf(_problem.L2Regularization), _workers), space);
    }

    private DualPath Path(SparseMatrix features, HingeBlockLoss hinge)
    {
        var classes = (LinearProblem<int>)(object)_problem;
        var rows = new SparseRows(features, hinge.Outputs, _workers.CancellationToken);
        return new DualPath(rows, _held!.Places(classes.Targets), _problem.Weights, hinge.Outputs, hinge.Margin)
        {
            Deadline = _settings.Deadline,
            MostPasses = _settings.MaximumEpochs ?? double.PositiveInfinity,
        };
    }

    private BlockLoss LossOver(DesignMatrix design)
    {
        if (_problem is not LinearProblem<int> { Targets: { } targets, Loss: { } loss })
            return new SquaredBlockLoss(design, (float[])(object)_problem.Targets, _problem.Weights);
        int[] places = _held!.Places(targets);
        if (_isOfDifference)
            return new LogisticBlockLoss(design, places, _problem.Weights);
        return loss is MulticlassHingeLoss<float> hinge
            ? new HingeBlockLoss(design, places, _held.Classes.Length, _problem.Weights, hinge.Margin)
            : new SoftmaxBlockLoss(design, places, _held.Classes.Length, _problem.Weights);
    }

    /// <summary>Finds the minimum.</summary>
    /// <param name="l2Regularization">λ.</param>
    /// <param name="tell">Told about each step; F is a mean over all weights.</param>
    /// <param name="start">Where to start, if not where the last one ended, or at 0.</param>
    public PreciseResult Minimize(double l2Regularization, Func<EpochReport, bool> tell, PreciseStart? start = null)
    {
        int epochs = start?.Epochs ?? 0;

        // The dual takes a penalty. One so small leaves losses at their minimum but for its last digits.
        double penalty = l2Regularization > 0 || _loss is not HingeBlockLoss ? _coordinates.PenaltyOf(l2Regularization) : LeastPenalty * _loss.TotalWeight * _design.MeanSquare();
        if (_held is { Classes.Length: 1 })
            return Result(new double[_loss.Outputs * (_design.Columns + 1)], value: 0, bound: 0, new DescentOutcome(epochs, DescentEnd.Converged));

        bool Tell(EpochReport report) => tell(report with
        {
            Epoch = epochs + report.Epoch,
            Objective = report.Objective / _problem.TotalWeight,
            GradientNorm = report.GradientNorm / _problem.TotalWeight,
        });

        if (start is null && l2Regularization > 0 && TryAscend(penalty, ref epochs, Tell) is { } found)
            return found;

        (NewtonObjective objective, RowSpace? space) = Reduced;
        objective.Restart(penalty);
        bool isWarm = _path.HasBegun;
        double[] parameters = start is null || _design.Rows < _design.Columns
            ? _path.Start(objective)
            : _coordinates.Start(start.Model);
        int mostPasses = _settings.MaximumEpochs - epochs ?? int.MaxValue;
        (double value, double bound, DescentEnd end) = objective.Loss is HingeBlockLoss hinge
            ? Approach(objective, hinge, parameters, start, isWarm, mostPasses, Tell)
            : Descend(objective, parameters, ShareToProve(objective, start), mostPasses, Tell);
        if (space is null)
            value = KeepToSpan(objective, parameters, value);
        _path.Add(penalty, parameters);
        return Result(InDesign(parameters), value, bound, new DescentOutcome(epochs + (int)Math.Ceiling(objective.Passes), end));
    }

    /// <summary>
    /// The share of F that a smooth loss's may be above its minimum, if its gradient proves it; 0 for as close as steps lead.
    /// </summary>
    private double ShareToProve(NewtonObjective objective, PreciseStart? start)
    {
        if (_settings.Tolerance is not null || objective.L2Regularization == 0)
            return 0;
        if (start is not null)
            return AcceptedShare;
        return objective.IsLarge ? Gap : 0;
    }

    /// <summary>By the path of the dual, if there is one; where it does not get there, the descent goes on from it.</summary>
    private PreciseResult? TryAscend(double penalty, ref int epochs, Func<EpochReport, bool> tell)
    {
        if (_dual is not { } dual || _loss is not HingeBlockLoss hinge)
            return null;
        var objective = new NewtonObjective(_design, _loss, penalty, _workers);
        var proximal = new ProximalPoints(objective, hinge) { OnRound = tell };
        bool isNear = dual.TryDescend(objective, proximal, Gap);
        epochs += (int)Math.Ceiling(objective.Passes);
        if (isNear)
            return Result(dual.Parameters, proximal.Value, proximal.LowerBound, new DescentOutcome(epochs, DescentEnd.Converged));

        // It will not at a smaller λ either.
        _dual = null;
        if (Reduced.Space is null)
            _path.Add(penalty, dual.Parameters);
        return null;
    }

    private PreciseResult Result(double[] parameters, double value, double bound, DescentOutcome outcome) =>
        new(_coordinates.ToModel(parameters, value), value, bound, outcome);

    /// <summary>The parameters over the design.</summary>
    private double[] InDesign(double[] parameters)
    {
        if (Reduced.Space is not { } space)
            return parameters;
        var lifted = new double[_loss.Outputs * (_design.Columns + 1)];
        space.Lift(parameters, _loss.Outputs, lifted);
        return lifted;
    }

    /// <summary>
    /// Takes off the weights what lies outside the span of the examples: nothing but rounding, which a weak penalty leaves there
    /// where columns depend on each other.
    /// </summary>
    private double KeepToSpan(NewtonObjective objective, double[] parameters, double value)
    {
        _span ??= ColumnSpan.Of(_design, _workers);
        if (!_span.IsDeficient)
            return value;
        var projected = (double[])parameters.Clone();
        for (int k = 0; k < objective.Outputs; k++)
            _span.Project(projected.AsSpan(k * _design.Columns, _design.Columns));
        double next = PreciseRounding<TTarget>.Evaluate(objective, projected);
        if (next > value * (1 + RoundingOfProjection))
            return value;
        projected.CopyTo(parameters, 0);
        return Math.Min(next, value);
    }

    private (double Value, double Bound, DescentEnd End) Descend(
        NewtonObjective objective, double[] parameters, double acceptedShare, int mostPasses, Func<EpochReport, bool> tell)
    {
        bool isPenalized = objective.L2Regularization > 0;
        _newton ??= new NewtonDescent(objective) { WorstStart = _loss.ValueAtZero, Deadline = _settings.Deadline };
        _newton.AcceptedShare = acceptedShare;
        _newton.IsCertified = _settings.IsCertified && isPenalized;
        _newton.IsProven = isPenalized || WholeHessian.Fits(objective);
        _newton.MostPasses = mostPasses;
        _newton.OnStep = tell;
        double promise = _settings.Tolerance ?? DefaultPromise;
        DescentEnd end = _newton.Minimize(parameters, (value, _) => promise * value);
        return (_newton.Value, double.NegativeInfinity, end);
    }

    private (double Value, double Bound, DescentEnd End) Approach(
        NewtonObjective objective, HingeBlockLoss hinge, double[] parameters, PreciseStart? start, bool isWarm, int mostPasses, Func<EpochReport, bool> tell)
    {
        var proximal = new ProximalPoints(objective, hinge) { Deadline = _settings.Deadline, MostPasses = mostPasses, OnRound = tell };
        if (start?.Slopes is { } slopes)
        {
            hinge.Centers.Set(slopes, _held!.Classes);
            if (proximal.TryAccept(parameters, start.LowerBound, _settings.Tolerance ?? AcceptedGap))
                return (proximal.Value, proximal.LowerBound, DescentEnd.Converged);
            isWarm = true;
        }

        DescentEnd end = proximal.Minimize(parameters, isWarm, Gap);
        if (!isWarm || end != DescentEnd.Exhausted || objective.Passes >= mostPasses)
            return (proximal.Value, proximal.LowerBound, end);

        // A start from another λ can be worse than none.
        var cold = new double[parameters.Length];
        var again = new ProximalPoints(objective, hinge) { Deadline = _settings.Deadline, MostPasses = mostPasses, OnRound = tell };
        end = again.Minimize(cold, isWarm: false, Gap);
        if (again.Value < proximal.Value)
            cold.CopyTo(parameters, 0);
        return (Math.Min(again.Value, proximal.Value), Math.Max(again.LowerBound, proximal.LowerBound), end);
    }

    /// <summary>What is solved for a problem.</summary>
    /// <param name="Objective">F over the design, or over what stands for it; of the λ that was last asked for.</param>
    /// <param name="Space">The way back, if there is one.</param>
    private sealed record Reduction(NewtonObjective Objective, RowSpace? Space);
}
