using Microsoft.ML;
using MLExtensions;
using Polynomials;
using Polynomials.Presentation;

const int HighDegree = 12;

// Nearly every sample shows the overfitting. Leave-one-out, from 18 points, does not always choose as well as from these.
var random = new Random(Seed: 119);
Observation[] sample = Parabola.Draw(18, random);
Observation[] newPoints = Parabola.Draw(1000, random);
var fitter = new CurveFitter(new MLContext(seed: 1), newPoints);

var screen = new Screen();
screen.Introduce(sample, newPoints);

// Without a penalty: how many powers of x does it take?
ValidationCurve byDegree = fitter.Validate(sample, SweepParameter.Degree(1, HighDegree));
Curve line = fitter.Fit(sample, 1, l2Regularization: 0);
Curve parabola = fitter.Fit(sample, 2, l2Regularization: 0);
Curve wild = fitter.Fit(sample, HighDegree, l2Regularization: 0);
screen.Compare(byDegree);
screen.ShowCoefficients(parabola);

// All the powers, and a penalty. The new points have no part in the choice.
SweepParameter<float> lambda = SweepParameter.L2Regularization(1e-6f, 100f, count: 9, name: "λ");
ValidationCurve byPenalty = fitter.Validate(sample, HighDegree, lambda);
IReadOnlyList<double> leaveOneOut = fitter.LeaveOneOut(sample, HighDegree, lambda.Grid);
(float penalty, _) = lambda.Grid.Zip(leaveOneOut).MinBy(pair => pair.Second);
Curve chosen = fitter.Fit(sample, HighDegree, penalty);
screen.Compare(byPenalty, leaveOneOut, HighDegree);
screen.Show(chosen, parabola, wild);

// One more point, near the edge and off the parabola.
var added = new Observation(1.8f, 8);
Refit[] refits = [.. new[] { wild, chosen }.Select(before =>
    new Refit(before, fitter.Fit([.. sample, added], before.Degree, before.L2Regularization)))];
screen.Compare(refits, added);

var pictures = new Pictures(Path.Combine(AppContext.BaseDirectory, "pictures"), sample);
pictures.SaveFits("fits.png", [line, parabola, wild]);
pictures.SaveRefits("one-more-point.png", refits, added);
pictures.SaveErrors("errors-by-degree.png", "Without a penalty, λ = 0", byDegree);
pictures.SaveErrors("errors-by-penalty.png", $"Degree {HighDegree} with a penalty", byPenalty);
screen.Show(pictures);
