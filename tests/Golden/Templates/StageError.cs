using System.Globalization;
using System.Text.RegularExpressions;

namespace Tito.Tests.Golden.Templates;

/// <summary>What a stage's template must raise, as the oracle writes it: Jinja2's words, and the place that was marked by hand.</summary>
internal sealed partial record StageError(string Type, string Message, int? BlamedLine, int Line, int Column, string Excerpt)
{
    /// <summary>Whether the words are Jinja2's own; those of Python's types are not ours to repeat.</summary>
    public bool HasJinjasWords => Type is "TemplateSyntaxError" or "TemplateAssertionError" or "UndefinedError" or "TemplateError";

    public static StageError Read(string file)
    {
        var lines = GoldenFiles.Lines(file);
        var words = lines[0].Split(": ", 2);
        var place = Place().Match(lines[2]);
        return new(
            words[0],
            words[1],
            BlamedLineIn().Match(lines[1]) is { Success: true } blamed ? Number(blamed.Groups[1]) : null,
            Number(place.Groups[1]),
            Number(place.Groups[2]),
            string.Join('\n', lines[3..]));
    }

    private static int Number(Group digits) => int.Parse(digits.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^Jinja2 blames line (\d+)$")]
    private static partial Regex BlamedLineIn();

    [GeneratedRegex(@"^line (\d+), column (\d+)$")]
    private static partial Regex Place();
}
