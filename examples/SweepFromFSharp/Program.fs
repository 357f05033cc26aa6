// Chooses λ for softmax regression and k for nearest neighbors on handwritten digits, and saves the better model, from F#.
module Program

open System
open System.IO
open Microsoft.ML
open Microsoft.ML.Data
open MLExtensions

let ml = MLContext(seed = Nullable 1)

let load (part: string) : IDataView =
    let file = Path.Combine(AppContext.BaseDirectory, "data", $"optdigits.{part}.csv")
    let columns = [| TextLoader.Column("Label", DataKind.Single, 0); TextLoader.Column("Features", DataKind.Single, 1, 64) |]
    ml.Data.LoadFromTextFile(file, columns, separatorChar = ',')

let train, test = load "train", load "test"

let lambda = SweepParameter.L2Regularization(0.1f, 10f, count = 3)
let k = SweepParameter.Choices("k", [ 1; 3 ])

let softmax =
    SweepPipeline.Create(ml.Transforms.Conversion.MapValueToKey "Label")
        .Append(ml.Transforms.NormalizeMinMax "Features")
        .Append(fun (ml: MLContext) (values: ParameterValues) ->
            ml.MulticlassClassification.Trainers.SoftmaxRegression(l2Regularization = values.Get lambda) :> IEstimator<_>)

let neighbors =
    SweepPipeline.Create(ml.Transforms.Conversion.MapValueToKey "Label")
        .Append(fun (ml: MLContext) (values: ParameterValues) ->
            ml.MulticlassClassification.Trainers.NearestNeighbors(NearestNeighborsTrainer.Options(Neighbors = values.Get k)) :> IEstimator<_>)

let sweep name pipeline (search: SweepSearch) =
    let result = ml.MulticlassClassification.Sweep(train, pipeline, search, MulticlassSweepOptions(NumberOfFolds = 3))
    printfn $"{name}: {result.Best}"
    result

let results = [ sweep "softmax" softmax (SweepSearch.Grid lambda); sweep "neighbors" neighbors (SweepSearch.Random(2, k)) ]
let best = results |> List.maxBy (fun result -> result.Best.Validation.Mean)
let model = best.Refit best.Best

let file = Path.Combine(Path.GetTempPath(), $"digits-{Guid.NewGuid()}.zip")
ml.Model.Save(model, train.Schema, file)
let loaded, _ = MLContext().Model.Load file
File.Delete file

let accuracy = ml.MulticlassClassification.Evaluate(loaded.Transform test).MicroAccuracy
printfn $"The better one reads %.2f{100.0 * accuracy} %% of the test digits."
