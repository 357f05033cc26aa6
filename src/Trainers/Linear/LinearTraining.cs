using System.Diagnostics;
using System.Globalization;
using Microsoft.ML.Runtime;
using MLExtensions.Arguments;
using MLExtensions.Data;
using MLExtensions.Optimization.Descent;
using MLExtensions.Optimization.Duality;
using MLExtensions.Optimization.Linear;
using MLExtensions.Optimization.Losses;
using MLExtensions.Optimization.Problem;
using MLExtensions.Optimization.Rounding;
using MLExtensions.Threading;

namespace MLExtensions.Trainers.Linear;

/// <summary>One training of a linear model by descent, from examples to weights, and what it tells on the way.</summary>
internal sealed class LinearTraining
{
    private static readonly TimeSpan _logInterval = TimeSpan.FromSeconds(1);

    private readonly LinearTrainerSettings _settings;
    private readonly IChannel _channel;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly Deadline _deadline;
    private TimeSpan _nextLog;
    private TrainingProgress _last;

    /// <param name="settings">How to train.</param>
    /// <param name="channel">Where the log goes.</param>
    public LinearTraining(LinearTrainerSettings settings, IChannel channel)
    {
        _settings = settings;
        _channel = channel;
        _deadline = new Deadline(settings.TimeLimit);
    }

    /// <summary>Minimizes λ‖W‖² + Σᵢ wᵢ · ℓ(W xᵢ + b, yᵢ).</summary>
    /// <param name="examples">x, y and w; the features may be rescaled in place.</param>
    /// <param name="outputs">K, rows of W.</param>
    /// <param name="loss">ℓ.</param>
    /// <param name="unit">What an objective of 1 is in the user's units.</param>
    /// <param name="penaltyUnit">What the user's λ is multiplied by.</param>
    /// <param name="hasOppositeClasses"><see cref="LinearProblem{TTarget}.HasOppositeClasses"/>.</param>
    public RoundedModel Run<TTarget>(
        LabeledExamples<TTarget> examples, int outputs, ILoss<float, TTarget> loss, double unit = 1, double penaltyUnit = 1, bool hasOppositeClasses = false)
    {
        LabeledExamples<TTarget>? heldOut = null;
        if (_settings.EarlyStopping is { } stopping)
            (examples, heldOut) = examples.HoldOut(stopping.HeldOutFraction, new Random(_settings.Seed), _settings.CancellationToken);

        LinearProblem<TTarget> problem = ToProblem(examples);
        RequireMemory(problem, models: 1);
        var descent = new LinearDescent(_settings.Descent with
        {
            Deadline = _deadline,
            OnEpoch = report => Report(Progress(report, unit, problem.TotalWeight)),
        });
        LinearDescentResult result = descent.Minimize(problem, heldOut is null ? null : ToProblem(heldOut));
        var certificate = new Lazy<Certificate>(() => Certify(problem, descent, result));
        Conclude(result, certificate, unit, examples.Targets.Length);
        if (_settings.ReportDualityGap)
            Report(certificate.Value, unit);
        return result.Rounded;

        LinearProblem<TTarget> ToProblem(LabeledExamples<TTarget> part) =>
            new(part.Features, part.Targets, part.Weights, outputs, loss, penaltyUnit * _settings.L2Regularization)
            {
                HasOppositeClasses = hasOppositeClasses,
            };
    }

    /// <summary>Minimizes the same for several λ together, as closely as it takes to choose among them.</summary>
    /// <param name="examples">x, y and w; the features are rescaled in place.</param>
    /// <param name="outputs">K, rows of W.</param>
    /// <param name="loss">ℓ.</param>
    /// <param name="l2Regularizations">The λ.</param>
    /// <param name="penaltyUnit">What each λ is multiplied by.</param>
    /// <param name="hasOppositeClasses"><see cref="LinearProblem{TTarget}.HasOppositeClasses"/>.</param>
    public RoundedModel[] RunAll<TTarget>(
        LabeledExamples<TTarget> examples,
        int outputs,
        ILoss<float, TTarget> loss,
        IReadOnlyList<float> l2Regularizations,
        double penaltyUnit = 1,
        bool hasOppositeClasses = false)
    {
        double[] penalties = [.. l2Regularizations.Select(penalty => penaltyUnit * penalty)];
        var problem = new LinearProblem<TTarget>(examples.Features, examples.Targets, examples.Weights, outputs, loss, penalties[0])
        {
            HasOppositeClasses = hasOppositeClasses,
        };
        RequireMemory(problem, penalties.Length);
        StackResult[] results = new StackedDescent(_settings.Descent, penalties).Minimize(problem);
        Info($"{penalties.Length} models, λ from {l2Regularizations.Min():G3} to {l2Regularizations.Max():G3}, trained together on {examples.Targets.Length:N0} examples in {_watch.Elapsed.TotalSeconds:F2} s");
        return Array.ConvertAll(results, result => result.Rounded);
    }

    /// <summary>Reports a certificate, after all else.</summary>
    public void Report(Certificate certificate, double unit = 1)
    {
        (double objective, double gap) = (unit * certificate.Objective, unit * certificate.Gap);
        _settings.Progress?.Report(_last with { Objective = objective, DualityGap = gap, Elapsed = _watch.Elapsed });
        if (double.IsFinite(gap))
            Info($"the objective, {objective:G6}, is at most {gap:G3} above its minimum ({gap / objective:P3})");
        else
            Info($"the objective, {objective:G6}, has no bound that would say how far above its minimum it is, since there is no penalty");
    }

    private void RequireMemory<TTarget>(LinearProblem<TTarget> problem, int models)
    {
        // The model in double and in single precision; or parameters, gradient, and the pairs of steps that are remembered at least.
        bool isPrecise = new LinearDescent(_settings.Descent).IsPrecise(problem);
        int bytesPerWeight = isPrecise ? sizeof(double) + sizeof(float) : (2 + 2 * QuasiNewtonPhase<TTarget>.MemoryFor(int.MaxValue)) * sizeof(float);
        ModelMemory.Require(problem.Outputs, problem.Features.Columns, bytesPerWeight, models, isOneArray: !isPrecise, AvailableMemory.Bytes);
    }

    private Certificate Certify<TTarget>(LinearProblem<TTarget> problem, LinearDescent descent, LinearDescentResult result)
    {
        using var workers = new Workers(_settings.NumberOfThreads, _settings.CancellationToken);
        if (problem is LinearProblem<int> { Loss: MulticlassHingeLoss<float> hinge } svm)
        {
            if (result.LowerBound is { } bound && problem.L2Regularization > 0)
                return new Certificate(result.Objective, Math.Max(0, result.Objective - bound));
            return HingeGap.Of(svm, result.Scaling, hinge.Margin, result.Model, workers);
        }

        Certificate certificate = Of(result.Precise?.Weights);
        if (result.Precise is not null || certificate.Gap <= DualityGap.GoodEnough * certificate.Objective || double.IsInfinity(certificate.Gap))
            return certificate;

        // The model may be good all the same: of a better one the bound is tighter, and it holds for this one, too.
        Certificate tighter = Of(descent.Refine(problem, result).PreciseWeights());
        return tighter.Gap < certificate.Gap ? tighter : certificate;

        Certificate Of(double[][]? start) => DualityGap.Of(
            problem, result.Scaling, (ISmoothLoss<double, TTarget>)PreciseLoss.Of(problem.Loss), result.Model, start, workers);
    }

    private TrainingProgress Progress(EpochReport report, double unit, double totalWeight) =>
        new(report.Epoch, report.Objective * unit * totalWeight, report.StepSize, report.GradientNorm * unit * totalWeight, _watch.Elapsed)
        {
            HeldOutLoss = report.HeldOutLoss * unit,
        };

    private void Report(TrainingProgress progress)
    {
        _last = progress;
        _settings.Progress?.Report(progress);
        if (progress.Elapsed < _nextLog)
            return;
        _nextLog = progress.Elapsed + _logInterval;
        string heldOut = progress.HeldOutLoss is { } loss ? Text($", held-out loss {loss:G6}") : "";
        Info($"epoch {progress.Epoch}: objective {progress.Objective:G6}{heldOut}, step size {progress.StepSize:G3}, gradient norm {progress.GradientNorm:G3}, {progress.Elapsed.TotalSeconds:F1} s");
    }

    private void Conclude(LinearDescentResult result, Lazy<Certificate> certificate, double unit, int rows)
    {
        int epochs = result.Outcome.Epochs;
        Info($"trained on {rows} rows in {epochs} epochs, {_watch.Elapsed.TotalSeconds:F1} s: objective {result.Objective * unit:G6}");
        if (result.BestEpoch is { } best)
            Info($"the weights are those of epoch {best}, whose held-out loss was least");
        switch (result.Outcome.End)
        {
            case DescentEnd.TimedOut:
                // What is not known yet would take more time.
                string known = result.LowerBound > 0 ? Gap(certificate.Value, unit) : "";
                Warn($"training used up its {nameof(LinearTrainerOptions.TimeLimit)} after {epochs} passes over the data, before it converged{known}.");
                break;
            case DescentEnd.Exhausted when !_settings.Descent.UseQuasiNewton:
                Warn($"training made the {epochs} passes over the data that were planned; minibatches alone do not tell whether they have converged.");
                break;
            case DescentEnd.Exhausted:
                string gap = _settings.EarlyStopping is null ? Gap(certificate.Value, unit) : "";
                Warn($"training used up its {epochs} passes over the data before it converged{gap}; more {nameof(LinearTrainerOptions.NumberOfIterations)}, more {nameof(LinearTrainerOptions.L2Regularization)}, or fewer collinear features, would let it.");
                break;
        }
    }

    private static string Gap(Certificate certificate, double unit) => double.IsFinite(certificate.Gap)
        ? Text($", with an objective at most {certificate.Gap * unit:G3} above its minimum ({certificate.Gap / certificate.Objective:P3})")
        : "";

    private void Info(FormattableString message) => _channel.Info(MessageSensitivity.None, Text(message));

    private void Warn(FormattableString message) => _channel.Warning(MessageSensitivity.None, Text(message));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
