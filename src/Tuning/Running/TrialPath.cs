using Microsoft.ML;
using MLExtensions.Contracts;
using MLExtensions.Tuning.Pipelines;
using MLExtensions.Tuning.Trials;

namespace MLExtensions.Tuning.Running;

/// <summary>The steps of a trial on a fold.</summary>
/// <param name="Plan">The trial.</param>
/// <param name="Fold">The fold, from 0.</param>
/// <param name="Root">The fold before the first step.</param>
/// <param name="Steps">A node for each step.</param>
internal sealed record TrialPath(TrialPlan Plan, int Fold, PipelineNode Root, IReadOnlyList<PipelineNode> Steps)
{
    /// <summary>What the estimator of each step is, asked for before it is fitted.</summary>
    public IEnumerable<string> Estimators => Steps.Select(node => node.Text);

    /// <summary>
    /// The first step that is the trial's own, or that is a linear trainer; up to there, trials share what is fitted.
    /// </summary>
    public int FirstOwn
    {
        get
        {
            int first = Steps.TakeWhile(node => node.Trials > 1 && node.Estimator is not IPenalizedTrainer).Count();
            return Math.Min(first, Steps.Count - 1);
        }
    }

    /// <summary>What comes before <see cref="FirstOwn"/>.</summary>
    public PipelineNode Before => FirstOwn == 0 ? Root : Steps[FirstOwn - 1];

    /// <summary>The linear trainer that <see cref="FirstOwn"/> is, if it is one.</summary>
    public IPenalizedTrainer? Trainer => Steps[FirstOwn].Estimator as IPenalizedTrainer;

    /// <summary>The column that a linear trainer among the steps weighs rows by; null where there is none.</summary>
    public string? ExampleWeight => Steps.SelectMany(node => EstimatorText.LinksOf(node.Estimator!)).OfType<IPenalizedTrainer>().LastOrDefault()?.Columns.Weight;

    /// <summary>
    /// Fits the first steps, as far as all trials and folds have the same estimator: done fold by fold, what these draw at random
    /// does not depend on what happens at the same time.
    /// </summary>
    public void FitShared()
    {
        PipelineNode? last = Steps.Take(FirstOwn).TakeWhile(node => node.IsShared).LastOrDefault();
        try
        {
            _ = last?.Output;
        }
        catch (Exception)
        {
            // Whoever needs the output gets to see what it was.
        }
    }

    /// <summary>Fits the steps behind <see cref="FirstOwn"/>.</summary>
    /// <param name="own">That one, fitted.</param>
    /// <param name="input">What it was fitted on.</param>
    /// <returns>All of them.</returns>
    public IReadOnlyList<ITransformer> FitRest(ITransformer own, IDataView input)
    {
        List<ITransformer> fitted = [own];
        foreach (PipelineNode step in Steps.Skip(FirstOwn + 1))
        {
            input = fitted[^1].Transform(input);
            fitted.Add(step.Fit(input));
        }

        return fitted;
    }
}
