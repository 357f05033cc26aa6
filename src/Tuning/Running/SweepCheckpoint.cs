using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MLExtensions.Tuning.Trials;

namespace MLExtensions.Tuning.Running;

/// <summary>A file of all fits that a sweep has finished.</summary>
/// <remarks>
/// A line of JSON each, behind a digest of it, so that a line that was changed is found. The first says what the sweep is. Lines
/// are written as a whole and only appended; what was being written when the program ended is the last, and is taken back.
/// </remarks>
internal sealed class SweepCheckpoint : IDisposable
{
    private const string Format = "MLExtensions sweep 4";
    private const int DigestLength = 16;

    private readonly string _path;
    private readonly FileStream _file;
    private readonly object _lock = new();
    private readonly Dictionary<(int Number, double Share, int Fold), CheckpointFit> _finished = [];

    private SweepCheckpoint(string path, FileStream file) => (_path, _file) = (path, file);

    /// <summary>The seed of the sweep that the file is about.</summary>
    public int Seed { get; private set; }

    /// <summary>The time that was spent on what is in the file.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>Opens a file, or makes one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="sweep">What the sweep is, but for its seed and its estimators.</param>
    /// <param name="seed">The seed asked for; null: that of the file, if there is one.</param>
    /// <param name="newSeed">The seed for a new file.</param>
    /// <exception cref="InvalidDataException">The file is damaged, is no checkpoint, or is that of another sweep.</exception>
    /// <exception cref="IOException">The file cannot be opened, is in use, or is a device that keeps nothing.</exception>
    public static SweepCheckpoint Open(string path, Dictionary<string, string> sweep, int? seed, int newSeed)
    {
        // Anything less than None would let a second sweep in on Unix.
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        try
        {
            var checkpoint = new SweepCheckpoint(path, file);
            checkpoint.Read(sweep, seed, newSeed);
            return checkpoint;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The outcome of a trial on a fold, if it was finished.</summary>
    /// <exception cref="InvalidDataException">It was one of other estimators.</exception>
    public FitOutcome? Find(TrialPath path)
    {
        // Read now, whether it is to be compared or to be written later: an estimator may be another once it is fitted.
        string[] estimators = [.. path.Estimators];
        if (!_finished.TryGetValue((path.Plan.Number, path.Plan.Share, path.Fold), out CheckpointFit? fit))
            return null;
        foreach ((int step, (string there, string here)) in (fit.Estimators ?? []).Zip(estimators).Index())
            if (there != here)
                throw OfAnother(string.Create(CultureInfo.InvariantCulture, $"step {step + 1} of trial {fit.Trial}, there {there}, here {here}"));
        return fit.ToOutcome();
    }

    /// <summary>Keeps the outcomes of some trials on a fold, all or, if the program ends meanwhile, none.</summary>
    /// <param name="outcomes">The outcomes; those that failed are not kept, so that they are tried again.</param>
    /// <param name="elapsed">The time spent on the sweep until now.</param>
    public void Add(IEnumerable<(TrialPath Path, FitOutcome Outcome)> outcomes, TimeSpan elapsed)
    {
        CheckpointFit[] fits = [.. outcomes.Where(pair => pair.Outcome.Failure is null).Select(pair => CheckpointFit.Of(pair.Path, pair.Outcome))];
        if (fits.Length == 0)
            return;
        lock (_lock)
            Write(new CheckpointLine { Fits = fits, Elapsed = elapsed });
    }

    public void Dispose() => _file.Dispose();

    private void Read(Dictionary<string, string> sweep, int? seed, int newSeed)
    {
        var bytes = new byte[_file.Length];
        _file.ReadExactly(bytes);
        if (bytes.Length == 0)
        {
            Seed = seed ?? newSeed;
            Write(new CheckpointLine { Format = Format, Parts = sweep, Seed = Seed });
            if (_file.Length == 0)
                throw new IOException($"'{_path}' keeps nothing of what is written to it; {nameof(SweepOptions.CheckpointFile)} has to name a file.");
            return;
        }

        // Behind the last end of a line is what an interruption has left of one. Of a file that has none at all nobody knows what it is.
        int end = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        string[] lines = Encoding.UTF8.GetString(bytes, 0, end).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0)
            throw new InvalidDataException($"'{_path}' is no checkpoint of a sweep.");
        for (int i = 0; i < lines.Length; i++)
            Take(Parse(lines[i], i + 1), sweep, seed, isFirst: i == 0);
        _file.SetLength(end);
        _file.Position = end;
    }

    private void Take(CheckpointLine line, Dictionary<string, string> sweep, int? seed, bool isFirst)
    {
        if (!isFirst)
        {
            foreach (CheckpointFit fit in line.Fits ?? [])
                _finished[(fit.Trial, fit.Share, fit.Fold)] = fit;
            Elapsed = line.Elapsed;
            return;
        }

        if (line.Format != Format)
            throw new InvalidDataException($"'{_path}' is no checkpoint of a sweep that this version can read.");
        if (SweepDescription.Difference(line.Parts ?? [], sweep) is { } difference)
            throw OfAnother(difference);
        if (seed is not null && seed != line.Seed)
            throw new InvalidDataException($"'{_path}' is the checkpoint of a sweep with seed {line.Seed}, not {seed}.");
        Seed = line.Seed;
    }

    private InvalidDataException OfAnother(string difference) =>
        new($"'{_path}' is the checkpoint of another sweep, which differs in {difference}. Delete the file, or name another, to begin anew.");

    private CheckpointLine Parse(string text, int number)
    {
        try
        {
            if (text.Length > DigestLength && text[..DigestLength] == Digest(text[(DigestLength + 1)..]))
                return JsonSerializer.Deserialize(text[(DigestLength + 1)..], CheckpointJson.Default.CheckpointLine)!;
        }
        catch (JsonException)
        {
            // Damaged, too, if the digest was made for it.
        }

        throw new InvalidDataException($"'{_path}' is damaged, or no checkpoint of a sweep: line {number} is not what was written. Delete the file to begin anew.");
    }

    private void Write(CheckpointLine line)
    {
        string json = JsonSerializer.Serialize(line, CheckpointJson.Default.CheckpointLine);
        _file.Write(Encoding.UTF8.GetBytes($"{Digest(json)} {json}\n"));
        _file.Flush(flushToDisk: true);
    }

    private static string Digest(string json) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)))[..DigestLength];
}
