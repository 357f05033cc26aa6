using LoadModel;
using Microsoft.ML;

// Loads a model as any program would, with nothing registered, and predicts with it.
if (args is not [string modelPath, string featuresPath, string outputPath])
{
    Console.Error.WriteLine("usage: MODEL FEATURES OUTPUT");
    return 2;
}

var ml = new MLContext();
ITransformer model = ml.Model.Load(modelPath, out _);
File.WriteAllBytes(outputPath, PredictionBits.Of(ml, model, FeatureFile.Read(featuresPath)));
return 0;
