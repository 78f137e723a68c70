using Tito.Core.Messages;
using Tito.Core.Trajectories;

namespace Tito.Tests.Unit.Trajectories;

/// <summary>What the roots of a tree are for, as the agents of <c>docs/clients.md</c> were seen to begin them.</summary>
public sealed class SessionRootsTests
{
    /// <summary>
    /// m: the main line, with tools. n: the same line, with tools, begun anew. t: the same line without tools. s: a sub-agent by its parent.
    /// k: a compaction that says so. o: another line without tools. x: nobody named a line.
    /// </summary>
    private static readonly Dictionary<string, (SessionLine? Line, bool HasTools)> Roots = new()
    {
        ["m"] = (new("L", null, null), true),
        ["n"] = (new("L", null, null), true),
        ["t"] = (new("L", null, null), false),
        ["s"] = (new("S", "L", null), true),
        ["k"] = (new("L", null, LineKind.Compaction), false),
        ["o"] = (new("O", null, null), false),
        ["x"] = (null, true),
        ["y"] = (new(null, null, LineKind.Title), false),
    };

    /// <summary>Each root's kind, turns, and the turn that it follows.</summary>
    [Theory]
    [InlineData("", "")]
    [InlineData("m", "main/1/-")]
    [InlineData("m m+ m+", "main/3/-")]
    [InlineData("x x+", "none/2/-")]
    [InlineData("y", "title/1/-")]
    [InlineData("s s+", "sub-agent/2/-")]
    // Without tools beside a main line: a title before it is under way, a compaction after.
    [InlineData("t m m+", "title/1/- main/2/-")]
    [InlineData("m t m+", "main/2/- title/1/-")]
    [InlineData("m m+ t", "main/2/- compaction/1/-")]
    [InlineData("m s s+ t", "main/1/- sub-agent/2/- title/1/-")]
    // Without tools and without a main line beside it is an agent that has none.
    [InlineData("o", "main/1/-")]
    [InlineData("o o+", "main/2/-")]
    [InlineData("m o", "main/1/- main/1/-")]
    [InlineData("m t t+", "main/1/- main/2/-")]
    // A line that begins anew follows its last turn, if it was under way.
    [InlineData("m m+ n", "main/2/- main/1/1")]
    [InlineData("m m+ t n n+", "main/2/- compaction/1/- main/2/1")]
    [InlineData("m n", "main/1/- main/1/-")]
    [InlineData("m m+ k n", "main/2/- compaction/1/- main/1/1")]
    [InlineData("m m+ s s+ n", "main/2/- sub-agent/2/- main/1/1")]
    [InlineData("x x+ x", "none/2/- none/1/-")]
    public void Of_ATree_SaysWhatEachRootIsFor(string turns, string expected)
    {
        var roots = SessionRoots.Of(Lines.Tree(turns, Roots));

        Assert.Equal(expected, string.Join(' ', roots.Select(root =>
            $"{(root.Kind is { } kind ? WireName.Of(kind) : "none")}/{root.TurnCount}/{(root.Follows is { } before ? $"{before.Sequence}" : "-")}")));
        Assert.Equal(roots.Select(root => root.TurnCount), roots.Select(root => root.SampledCount));
    }

    /// <summary>A request with an empty list of tools has none.</summary>
    [Theory]
    [InlineData("[]", LineKind.Title)]
    [InlineData("""[{"type":"function","function":{"name":"f"}}]""", LineKind.Main)]
    public void Of_ARootBesideAMainLine_LooksAtTheToolsInTheList(string tools, LineKind expected)
    {
        var trajectory = Lines.Tree("m", Roots);
        var content = HandMade.Talk([Tito.Tests.Unit.Messages.Chat.User("u")], Tito.Tests.Unit.Messages.Chat.Assistant("a"));
        trajectory = trajectory.Restore(null, content with
        {
            Inputs = new(System.Text.Json.JsonElement.Parse(tools), null),
            Exchange = content.Exchange with { Line = new("L", null, null) },
        });

        Assert.Equal(expected, SessionRoots.Of(trajectory)[1].Kind);
    }
}
