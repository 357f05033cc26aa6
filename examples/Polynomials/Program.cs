using Microsoft.ML;
using Polynomials;
using Polynomials.Presentation;

const int HighDegree = 12;

// Nearly every sample shows the overfitting. Leave-one-out, from 18 points, does not always choose as well as from these.
var random = new Random(Seed: 119);
Observation[] sample = Parabola.Draw(18, random);
Observation[] validation = Parabola.Draw(1000, random);
var fitter = new CurveFitter(new MLContext(seed: 1), validation);

var screen = new Screen();
screen.Introduce(sample, validation);

// Without a penalty: how many powers of x does it take?
Curve[] byDegree = [.. Enumerable.Range(1, HighDegree).Select(degree => fitter.Fit(sample, degree, l2Regularization: 0))];
Curve line = byDegree[0], parabola = byDegree[1], wild = byDegree[^1];
screen.Compare(byDegree);
screen.ShowCoefficients(parabola);

// All the powers, and a penalty. The validation points have no part in the choice.
float[] penalties = [.. Enumerable.Range(-6, 9).Select(power => MathF.Pow(10, power))];
IReadOnlyList<PenaltyTrial> byPenalty = fitter.Try(sample, HighDegree, penalties);
PenaltyTrial chosen = byPenalty.MinBy(trial => trial.LeaveOneOut)!;
screen.Compare(byPenalty);
screen.Show(chosen, parabola);

// One more point, near the edge and off the parabola.
var added = new Observation(1.8f, 8);
Refit[] refits = [.. new[] { wild, chosen.Curve }.Select(before =>
    new Refit(before, fitter.Fit([.. sample, added], before.Degree, before.L2Regularization)))];
screen.Compare(refits, added);

var pictures = new Pictures(Path.Combine(AppContext.BaseDirectory, "pictures"), sample);
pictures.SaveFits("fits.png", [line, parabola, wild]);
pictures.SaveRefits("one-more-point.png", refits, added);
pictures.SaveErrors("errors-by-degree.png", byDegree);
pictures.SaveErrors("errors-by-penalty.png", byPenalty);
screen.Show(pictures);
