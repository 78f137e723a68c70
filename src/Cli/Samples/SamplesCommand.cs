using System.CommandLine;
using Tito.Server.Options;

namespace Tito.Cli.Samples;

/// <summary><c>tito samples</c>: the training samples of a server's sessions, many at once, into one file.</summary>
internal static class SamplesCommand
{
    /// <summary>Describes the command.</summary>
    public static Command Create()
    {
        var url = new Option<string>("--url") { Description = "The server's root.", HelpName = "BASE", Required = true };
        var key = new Option<string?>("--key")
        {
            Description = "A key of the server with the scope read. Default: TITO_KEY.",
            HelpName = "KEY",
        };
        var functionsKey = new Option<string?>("--functions-key")
        {
            Description = "A key of the function app that the server is, as its host asks for. Default: TITO_FUNCTIONS_KEY.",
            HelpName = "KEY",
        };
        var target = new Option<string>("--out")
        {
            Description =
                "The file: .jsonl for a session a line, .safetensors for one file of tensors, .parquet for a sample a row.",
            HelpName = "FILE",
            Required = true,
        };
        Option<string?>[] filters =
        [
            Filter("--state", "Only sessions in this state; several are parted by commas."),
            Filter("--closed", "Only closed sessions (true), or only those that take turns (false)."),
            Filter("--group", "Only sessions of this group."),
            Filter("--reward-min", "Only sessions with a reward of this or more."),
            Filter("--reward-max", "Only sessions with a reward of this or less."),
            Filter("--since", "Only sessions that were opened, used or closed at this time or later, as 2026-11-29T12:00:00Z."),
            Filter("--picker", "Which leaves become samples: all, drop_retries or latest."),
            Filter("--max-seq-len", "The largest number of tokens of a sample."),
        ];
        var metadata = new Option<string[]>("--metadata")
        {
            Description = "Only sessions with this text under this name of their metadata; may be given several times.",
            HelpName = "NAME=TEXT",
        };
        var resume = new Option<bool>("--resume")
        {
            Description = "Go on with what an earlier run with the same options left in FILE.part.",
        };
        var command = new Command("samples", "Write the training samples of a server's sessions to one file.");
        foreach (var option in (IEnumerable<Option>)[url, key, functionsKey, target, .. filters, metadata, resume])
        {
            command.Add(option);
        }

        command.SetAction((result, cancellationToken) => CliRun.GuardAsync(async () =>
        {
            var query = filters.Where(filter => result.GetValue(filter) is not null)
                .Select(filter => $"{filter.Name.TrimStart('-').Replace('-', '_')}={Uri.EscapeDataString(result.GetValue(filter)!)}")
                .Concat((result.GetValue(metadata) ?? []).Select(Asked))
                .ToList();
            var (root, path) = (Root(result.GetRequiredValue(url)), result.GetRequiredValue(target));
            var file = SampleFile.Of(path);
            using var stream = new SamplesStream(root, query)
            {
                Key = result.GetValue(key) ?? Environment.GetEnvironmentVariable("TITO_KEY"),
                FunctionsKey = result.GetValue(functionsKey) ?? Environment.GetEnvironmentVariable("TITO_FUNCTIONS_KEY"),
            };
            using var spool = LinesSpool.Open(path, $"{root}?{string.Join('&', query)}", result.GetValue(resume));
            return await new SamplesRun(stream, spool, file).RunAsync(path, cancellationToken);
        }));
        return command;
    }

    private static string Asked(string pair) => pair.IndexOf('=', StringComparison.Ordinal) is > 0 and var at
        ? $"metadata.{Uri.EscapeDataString(pair[..at])}={Uri.EscapeDataString(pair[(at + 1)..])}"
        : throw new OptionException("metadata", "a name and its text, as epoch=3");

    private static Option<string?> Filter(string name, string description) => new(name) { Description = description };

    private static Uri Root(string url) =>
        Uri.TryCreate(url.TrimEnd('/') + "/", UriKind.Absolute, out var root) && root.Scheme is ("http" or "https")
            ? root
            : throw new OptionException("url", "the address of a server, as http://127.0.0.1:7071");
}
