using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Tito.Server.Inspector;

/// <summary>
/// An interpolated string of HTML: its literal parts are markup, its holes are text for elements or quoted attributes and are escaped.
/// </summary>
[InterpolatedStringHandler]
internal readonly struct HtmlFragment
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Called by the compiler.</summary>
    /// <param name="literalLength">Number of characters outside of the holes.</param>
    /// <param name="formattedCount">Number of holes.</param>
    public HtmlFragment(int literalLength, int formattedCount) => Markup = new(literalLength + (16 * formattedCount));

    /// <summary>The escaped whole.</summary>
    public StringBuilder Markup { get; }

    /// <summary>Called by the compiler for what stands in the source.</summary>
    public void AppendLiteral(string value) => Markup.Append(value);

    /// <summary>Called by the compiler for a hole.</summary>
    public void AppendFormatted(string? value) => Markup.Append(Encoder.Encode(value ?? ""));

    /// <summary>Called by the compiler for a hole with a number or a time.</summary>
    public void AppendFormatted<T>(T value, string? format = null)
        where T : IFormattable => AppendFormatted(value.ToString(format, CultureInfo.InvariantCulture));
}
