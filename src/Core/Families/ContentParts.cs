using System.Text.Json.Serialization;

namespace Tito.Core.Families;

/// <summary>How a message's content reaches the template where it is a list of text parts.</summary>
public enum ContentParts
{
    /// <summary>
    /// As the template is written for it: a list where it loops over a message's content or speaks of media, and one text elsewhere.
    /// That is how SGLang decides (parser/jinja_template_utils.py).
    /// </summary>
    [JsonStringEnumMemberName("detected")]
    Detected,

    /// <summary>As one text: the parts with one space between them, as SGLang joins them.</summary>
    [JsonStringEnumMemberName("joined")]
    Joined,

    /// <summary>As a list, each part with its <c>type</c> and its <c>text</c>.</summary>
    [JsonStringEnumMemberName("listed")]
    Listed,
}
