using System.Collections.Immutable;
using Tito.Simulation;
using Tito.Tests.Agents.Runs;

namespace Tito.Tests.Agents.CommandLine;

/// <summary>An agent that people start from a shell.</summary>
/// <param name="Name">How the table calls it.</param>
/// <param name="Package">The npm package.</param>
/// <param name="Script">What the model does in a folder; an agent's tools are its own.</param>
/// <param name="Command">Starts it against a base URL with a prompt; with a second prompt it goes on with the conversation.</param>
internal sealed record CommandLineAgent(
    string Name,
    string Package,
    Func<WorkFolder, ImmutableArray<ScriptedTurn>> Script,
    Func<WorkFolder, Uri, string, bool, CommandLineStart> Command)
{
    /// <summary>The way of a second prompt.</summary>
    public const string TwoPrompts = "two prompts";

    /// <summary>One prompt, or a second one after it in a process of its own.</summary>
    public ImmutableArray<string> Ways { get; init; } = ["one prompt", TwoPrompts];

    /// <summary>Files in its home, by their paths, and what they have.</summary>
    public ImmutableArray<(string Path, string Text)> Files { get; init; } = [];

    /// <summary>The kinds of the lines that its session has, each once, by the alphabet; none where it names no lines.</summary>
    public ImmutableArray<string> Kinds { get; init; } = [];

    /// <summary>Whether it is the one of its name that faults strike.</summary>
    public bool HasFaults { get; init; } = true;

    /// <summary>The agent in a folder.</summary>
    public Agent In(WorkFolder folder) => new(
        Name,
        PinnedVersions.Npm("CommandLine", Package),
        Ways,
        async (baseUrl, way, ends) =>
        {
            foreach (var (path, text) in Files)
            {
                var file = Path.Combine(folder.Home, path);
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                await File.WriteAllTextAsync(file, text, ends);
            }

            var end = await Command(folder, baseUrl, "Look at note.txt, mend it, and say what it has.", false).RunAsync(folder, ends);
            return end.Done && way == TwoPrompts
                ? await Command(folder, baseUrl, "And how long is it?", true).RunAsync(folder, ends)
                : end;
        });
}
