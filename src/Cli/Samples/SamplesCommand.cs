using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Tito.Server.Options;

namespace Tito.Cli.Samples;

/// <summary><c>tito samples</c>: the training samples of a server's sessions, many at once, into one file.</summary>
internal static class SamplesCommand
{
    private const int ProgressEvery = 100;

    /// <summary>Describes the command.</summary>
    public static Command Create()
    {
        var url = new Option<string>("--url") { Description = "The server's root.", HelpName = "BASE", Required = true };
        var key = new Option<string?>("--key")
        {
            Description = "A key of the server with the scope read. Default: TITO_KEY.",
            HelpName = "KEY",
        };
        var target = new Option<string>("--out")
        {
            Description = "The file: .jsonl for a session a line, or .safetensors for all samples in one file of tensors.",
            HelpName = "FILE",
            Required = true,
        };
        Option<string?>[] filters =
        [
            Filter("--state", "Only sessions in this state; several are parted by commas."),
            Filter("--closed", "Only closed sessions (true), or only those that take turns (false)."),
            Filter("--group", "Only sessions of this group."),
            Filter("--since", "Only sessions that were opened, used or closed at this time or later, as 2026-11-29T12:00:00Z."),
            Filter("--picker", "Which leaves become samples: all, drop_retries or latest."),
            Filter("--max-seq-len", "The largest number of tokens of a sample."),
        ];
        var command = new Command("samples", "Write the training samples of a server's sessions to one file.") { url, key, target };
        foreach (var filter in filters)
        {
            command.Add(filter);
        }

        command.SetAction((result, cancellationToken) => CliRun.GuardAsync(async () =>
        {
            var query = filters.Where(filter => result.GetValue(filter) is not null)
                .Select(filter => $"{filter.Name.TrimStart('-').Replace('-', '_')}={Uri.EscapeDataString(result.GetValue(filter)!)}");
            using var stream = new SamplesStream(
                Root(result.GetRequiredValue(url)), result.GetValue(key) ?? Environment.GetEnvironmentVariable("TITO_KEY"), [.. query]);
            return await WriteAsync(stream, SampleFile.Open(result.GetRequiredValue(target)), cancellationToken);
        }));
        return command;
    }

    private static Option<string?> Filter(string name, string description) => new(name) { Description = description };

    private static Uri Root(string url) =>
        Uri.TryCreate(url.TrimEnd('/') + "/", UriKind.Absolute, out var root) && root.Scheme is ("http" or "https")
            ? root
            : throw new OptionException("url", "the address of a server, as http://127.0.0.1:8080");

    private static async Task<int> WriteAsync(SamplesStream stream, SampleFile file, CancellationToken cancellationToken)
    {
        using (file)
        {
            var (sessions, failed) = (0, 0);
            await foreach (var line in stream.ReadAsync(cancellationToken))
            {
                sessions++;
                if (line.TryGetProperty("error", out var error))
                {
                    failed++;
                    await CliRun.TellAsync($"{Text(line, "session_id")}: {Text(error, "code")}: {Text(error, "message")}");
                }
                else
                {
                    file.Add(line);
                }

                if (sessions % ProgressEvery == 0)
                {
                    await Console.Error.WriteLineAsync(Line($"{sessions} sessions, {file.SampleCount} samples"));
                }
            }

            var bytes = file.Finish();
            await Console.Out.WriteLineAsync(Line(
                $"{file.SampleCount} samples of {sessions - failed} sessions in {file.Path} ({bytes} bytes); {failed} failed"));
            return failed == 0 ? CliRun.Success : CliRun.CheckFailed;
        }
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
