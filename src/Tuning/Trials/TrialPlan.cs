namespace MLExtensions.Tuning.Trials;

/// <summary>Something to be tried.</summary>
/// <param name="Number">Its place in the order of the search, from 1.</param>
/// <param name="Values">A value for each parameter.</param>
/// <param name="Share">The share of each fold's training rows to train on.</param>
internal sealed record TrialPlan(int Number, ParameterValues Values, double Share = 1);
