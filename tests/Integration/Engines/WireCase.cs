using System.Text.Json;
using Tito.Core.Inference;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Engines;

/// <summary>A golden of a wire: an answer with what it means, or a client's fields with what is sent.</summary>
/// <param name="Wire">The wire's name.</param>
/// <param name="Name">The file's name.</param>
public sealed record WireCase(string Wire, string Name)
{
    private static readonly string Corpus = Path.Combine(Repository.Root, "tests/Golden/corpus/wires");

    /// <summary>The prompt of all cases.</summary>
    internal static int[] Prompt { get; } = [151644, 872, 198, 108386, 151645, 198, 151644, 77091, 198];

    /// <summary>All cases in a folder of each wire whose file has an ending.</summary>
    internal static TheoryData<WireCase> All(string folder, string ending) =>
    [
        .. from wire in Directory.EnumerateDirectories(Corpus).Select(Path.GetFileName).Order(StringComparer.Ordinal)
           from file in Directory.EnumerateFiles(Path.Combine(Corpus, wire!, folder)).Order(StringComparer.Ordinal)
           where file.EndsWith(ending, StringComparison.Ordinal)
           select new WireCase(wire!, Path.GetFileName(file)[..^ending.Length]),
    ];

    /// <inheritdoc/>
    public override string ToString() => $"{Wire}/{Name}";

    internal byte[] Bytes(string path) => File.ReadAllBytes(Path.Combine(Corpus, Wire, path));

    internal bool Has(string path) => File.Exists(Path.Combine(Corpus, Wire, path));

    internal JsonElement Json(string path) => JsonElement.Parse(Bytes(path));

    /// <summary>A request with the case's prompt.</summary>
    internal static InferenceRequest Request(JsonElement wanted, string fields = "{}") => EngineRequest.Of("test", [.. Prompt], fields) with
    {
        RoutedExperts = wanted.ValueKind == JsonValueKind.Array ? new(wanted[0].GetInt32(), wanted[1].GetInt32(), wanted[2].GetInt32()) : null,
    };
}
