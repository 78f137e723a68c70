using Tito.Jinja;

namespace Tito.Core.Rendering;

/// <summary>A stretch of rendered text that was written for one message, or for none.</summary>
/// <param name="Range">Where it stands, in UTF-16 units of the text; never empty.</param>
/// <param name="Message">The message's index in the request, or null for what is the template's own.</param>
public readonly record struct MessageStretch(TextRange Range, int? Message);
