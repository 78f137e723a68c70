namespace Tito.Jinja.Source;

/// <summary>A half-open range of UTF-16 offsets into the template's source after newline normalization.</summary>
internal readonly record struct SourceSpan(int Start, int End)
{
    /// <summary>From the start of this span to the end of the other.</summary>
    public SourceSpan To(SourceSpan other) => new(Start, other.End);
}
