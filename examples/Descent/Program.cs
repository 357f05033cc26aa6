using Descent;
using Descent.Presentation;
using MLExtensions;

const int Iterations = 100;
double[] start = [-5.5, 3.5];
SearchAxis[] box = [Booth.Axis, Booth.Axis];

var screen = new Screen();
screen.Introduce(start, Iterations);

// First of all: is the gradient that of the function?
screen.Show(GradientCheck.Run(Booth.ValueAndGradient, start));

// The same rule with four steps, then four ways to be quicker or to take a step that is too long.
Walk[] steps =
[
    Go("Step 0.01", new GradientStep<double>(), 0.01),
    Go("Step 0.10", new GradientStep<double>(), 0.10),
    Go("Step 0.11", new GradientStep<double>(), 0.11),
    Go("Step 0.12", new GradientStep<double>(), 0.12),
];
Walk[] remedies =
[
    Go("0.11, momentum 0.25", new Momentum<double>(0.25), 0.11),
    Go("0.11, Nesterov 0.25", new Nesterov<double>(0.25), 0.11),
    Go("0.11, × 0.8 every 10", new GradientStep<double>(), 0.11, new StepDecay(factor: 0.8, every: 10)),
    Go("Adam, cosine from 1", new Adam<double>(), 1, new CosineDecay()),
];
screen.Compare([.. steps, .. remedies]);

// Without a gradient: look everywhere.
Search[] searches =
[
    new("Grid, 20 × 20", GridSearch.Minimize(Booth.Value, box, valuesPerAxis: 20)),
    new("Random, 400 points", RandomSearch.Minimize(Booth.Value, box, count: 400)),
];
screen.Compare(searches);

var pictures = new Pictures(Path.Combine(AppContext.BaseDirectory, "pictures"));
pictures.Save("step-sizes.png", steps);
pictures.Save("remedies.png", remedies);
pictures.Save("searches.png", searches);
pictures.SaveValues("values.png", [.. steps, .. remedies]);
screen.Show(pictures);

Walk Go(string name, IUpdateRule<double> rule, double learningRate, IStepSchedule? schedule = null) =>
    new(name, FunctionDescent.Minimize(Booth.ValueAndGradient, start, rule, learningRate, Iterations, schedule));
