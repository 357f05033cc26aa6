using Descent;
using Descent.Presentation;
using MLExtensions;

const int Steps = 100;
double[] start = [-5.5, 3.5];
FunctionAxis[] box = [Booth.Axis, Booth.Axis];

var screen = new Screen();
screen.Introduce(start, Steps);

// First of all: is the gradient that of the function?
screen.Show(GradientCheck.Run(Booth.ValueAndGradient, start));

// The same rule with four steps, then four ways to be quicker or to take a step that is too long.
Walk[] steps =
[
    Go("Step 0.01", UpdateRule.GradientStep(), 0.01),
    Go("Step 0.10", UpdateRule.GradientStep(), 0.10),
    Go("Step 0.11", UpdateRule.GradientStep(), 0.11),
    Go("Step 0.12", UpdateRule.GradientStep(), 0.12),
];
Walk[] remedies =
[
    Go("0.11, momentum 0.25", UpdateRule.Momentum(0.25), 0.11),
    Go("0.11, Nesterov 0.25", UpdateRule.Nesterov(0.25), 0.11),
    Go("0.11, × 0.8 every 10", UpdateRule.GradientStep(), 0.11, StepSchedule.Decay(factor: 0.8, every: 10)),
    Go("Adam, cosine from 1", UpdateRule.Adam(), 1, StepSchedule.Cosine()),
];
screen.Compare([.. steps, .. remedies]);

// Without a gradient: look everywhere.
Search[] searches =
[
    new("Grid, 20 × 20", FunctionSearch.Grid(Booth.Value, box, valuesPerAxis: 20)),
    new("Random, 400 points", FunctionSearch.Random(Booth.Value, box, count: 400)),
];
screen.Compare(searches);

var pictures = new Pictures(Path.Combine(AppContext.BaseDirectory, "pictures"));
pictures.Save("step-sizes.png", steps);
pictures.Save("remedies.png", remedies);
pictures.Save("searches.png", searches);
pictures.SaveValues("values.png", [.. steps, .. remedies]);
screen.Show(pictures);

Walk Go(string name, UpdateRule rule, double learningRate, StepSchedule? schedule = null) =>
    new(name, FunctionDescent.Minimize(Booth.ValueAndGradient, start, rule, learningRate, Steps, schedule));
