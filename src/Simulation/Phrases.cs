using System.Collections.Immutable;

namespace Tito.Simulation;

/// <summary>The phrases of a simulated model, as data.</summary>
/// <remarks>Each text has characters of two to four UTF-8 bytes, inside which byte-level tokens can end.</remarks>
internal static class Phrases
{
    /// <summary>Thoughts about a question.</summary>
    public static ImmutableArray<string> ThoughtsOnQuestions { get; } =
    [
        "The user wants facts that I do not have — I should look them up rather than guess. 🔍",
        "Let me break this down: what is known, what is missing?\n\n1. Read the request.\n2. Find the data → then answer.",
        "Okay, so the request is clear. 先查一下数据,再回答。 That keeps the answer honest.",
        "Hmm, temperatures should be in °C unless they ask otherwise. I'll keep the units in mind.",
        "I could answer from memory, but a naïve guess isn't good enough here… better to check 🤔.",
    ];

    /// <summary>Thoughts about a tool's result.</summary>
    public static ImmutableArray<string> ThoughtsOnResults { get; } =
    [
        "The tool came back with data. Let me read it carefully before I answer 📋.",
        "结果已经拿到了。 I only need the relevant part of it → the rest is noise.",
        "That worked. The values look plausible (no error, units in °C), so I can go on.",
        "Good — the output is there. I shouldn't repeat it word for word; a short summary is enough ✅.",
    ];

    /// <summary>The words before tool calls, when there are any.</summary>
    public static ImmutableArray<string> BeforeCalls { get; } =
    [
        "Let me check that for you 🔎",
        "好的,我来查一下。",
        "I'll look this up — one moment…",
    ];

    /// <summary>Answers to a tool's result, where <c>{0}</c> is a number out of it.</summary>
    public static ImmutableArray<string> Answers { get; } =
    [
        "Here is what I found: **{0}** (°C where it is a temperature) 🌡️.\n\n- source: the tool's output\n- status: ✅ complete",
        "根据查询结果,数值是 {0}。 Shall I go on with the next step?",
        "It's {0} — that's within the expected range. 😊 Let me know if you need more details!",
        "Done. The result says {0}.\n\n```text\nvalue = {0} °\n```\n\nThat answers the question, I think — オーケー。",
    ];

    /// <summary>Answers without a number.</summary>
    public static ImmutableArray<string> PlainAnswers { get; } =
    [
        "All done ✅. The step succeeded and nothing else needs to change.",
        "好的!一切正常 — everything is in order. 🎉",
        "Here's a short summary:\n\n1. I understood the request.\n2. I did what was needed → no errors.\n\nAnything else? 🙂",
        "Sure — at 20 °C room temperature I'd say yes. Would you like the long version? 📖",
    ];

    /// <summary>Values of a text argument, chosen by what its name says.</summary>
    public static ImmutableArray<string> ArgumentsNamed(string name) =>
        Has(name, "city") || Has(name, "location") || Has(name, "place") ? ["Zürich", "東京", "São Paulo", "Reykjavík", "New York"]
        : Has(name, "command") || Has(name, "cmd") || Has(name, "script")
            ? ["ls -la /var/log", "df -h | head -n 3", "grep -rn \"naïve\" src/", "uname -a && date +%s", "echo \"готово ✅\""]
        : Has(name, "path") || Has(name, "file") ? ["/etc/os-release", "src/main.py", "données/été.csv", "C:\\logs\\app.log"]
        : Has(name, "url") ? ["https://example.org/a?b=1&c=2", "https://example.com/zürich"]
        : Has(name, "date") || Has(name, "day") ? ["2026-03-14", "tomorrow", "2025-12-31"]
        : Has(name, "unit") ? ["celsius", "°C", "metric"]
        : ["current status", "the first result → details", "天気", "total cost in €"];

    private static bool Has(string name, string part) => name.Contains(part, StringComparison.OrdinalIgnoreCase);
}
