using System.Text;
using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Core.Completions;

/// <summary>The text of a tool call's arguments, which is what a chat template writes for them.</summary>
/// <remarks>
/// SGLang writes <c>json.dumps(arguments, ensure_ascii=False)</c>, and transformers' <c>tojson</c> filter does the same: a space after
/// each comma and each colon. Numbers keep the text that the model gave them, where Python writes its own (<c>1e5</c> becomes
/// <c>100000.0</c>): the model's text is the one that renders back to what it sampled.
/// </remarks>
public static class ArgumentsText
{
    /// <summary>The text of a value.</summary>
    /// <param name="json">Any JSON value without lone surrogates.</param>
    public static string Of(JsonElement json)
    {
        var compact = Encoding.UTF8.GetString(CanonicalJson.ToBytes(json));
        var spaced = new StringBuilder(compact.Length + 16);
        var inString = false;
        for (var i = 0; i < compact.Length; i++)
        {
            spaced.Append(compact[i]);
            switch (compact[i])
            {
                case '"':
                    inString = !inString;
                    break;
                case '\\':
                    spaced.Append(compact[++i]); // Only strings have escapes; the character after may be a quote.
                    break;
                case ',' or ':' when !inString:
                    spaced.Append(' ');
                    break;
            }
        }

        return spaced.ToString();
    }
}
