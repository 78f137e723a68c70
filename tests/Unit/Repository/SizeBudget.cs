namespace Tito.Tests.Unit.Repository;

/// <summary>How long a source file may be, in lines.</summary>
internal static class SizeBudget
{
    internal const int Target = 150;
    internal const int Stop = 400;

    /// <summary>Long files without a waiver, and waivers without a long file or without a reason.</summary>
    internal static IEnumerable<string> Violations(IEnumerable<TextFile> files, TextFile waivers)
    {
        var tooLong = files.Where(file => LineCount(file) > Stop).ToDictionary(file => file.Path, LineCount);
        var waived = waivers.Lines
            .Where(line => line.Length > 0 && !line.StartsWith('#'))
            .Select(line => line.Split('|', 2, StringSplitOptions.TrimEntries))
            .ToDictionary(parts => parts[0], parts => parts.ElementAtOrDefault(1) ?? "");
        return
        [
            .. tooLong.Where(file => !waived.ContainsKey(file.Key)).Select(file => $"{file.Key}: {file.Value} lines and no waiver"),
            .. waived.Keys.Except(tooLong.Keys).Select(path => $"{path}: not above {Stop} lines any more; take its waiver away"),
            .. waived.Where(waiver => waiver.Value.Length == 0).Select(waiver => $"{waiver.Key}: a waiver reads 'path | reason'"),
        ];
    }

    internal static int LineCount(TextFile file) => file.Text.Length == 0 ? 0 : file.Text.TrimEnd('\n').AsSpan().Count('\n') + 1;
}
