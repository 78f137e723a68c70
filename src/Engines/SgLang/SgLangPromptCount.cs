using System.Text.Json;
using Tito.Engines.Http;

namespace Tito.Engines.SgLang;

/// <summary>Reads <c>meta_info.prompt_tokens</c>, and holds it against what was sent.</summary>
internal static class SgLangPromptCount
{
    /// <summary>The count; null where the engine does not say it.</summary>
    /// <remarks>
    /// SGLang, <c>tokenizer_manager.py</c> (_handle_abort_req): what is given up while it waits has no count, or 0 in releases of 2025.
    /// </remarks>
    /// <param name="meta">The object <c>meta_info</c>.</param>
    /// <param name="metaPath">Its place in the answer.</param>
    /// <param name="sent">How many ids were sent, 1 or more.</param>
    /// <param name="isAborted">Whether the request was given up.</param>
    /// <exception cref="InvalidDataException">It is no count, or another one.</exception>
    public static int? Read(JsonElement meta, string metaPath, int sent, bool isAborted)
    {
        var path = $"{metaPath}.prompt_tokens";
        var said = AnswerField.Count(meta, "prompt_tokens", path);
        if (isAborted && said == 0)
        {
            return null;
        }

        AnswerIds.RequireCount(said, $"{path} is", sent);
        return said;
    }
}
