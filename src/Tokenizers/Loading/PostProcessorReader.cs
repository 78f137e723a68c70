namespace Tito.Tokenizers.Loading;

/// <summary>Checks a post-processor, which never acts: encoding adds no tokens, and offsets are not kept.</summary>
internal static class PostProcessorReader
{
    /// <exception cref="AssetException">A kind that could do more than add tokens around a text and move offsets.</exception>
    public static void Check(AssetObject? processor)
    {
        if (processor is not { } json)
        {
            return;
        }

        switch (json.Type)
        {
            case "ByteLevel" or "TemplateProcessing" or "BertProcessing" or "RobertaProcessing":
                break;
            case "Sequence":
                foreach (var (item, path) in json.RequireItems("processors"))
                {
                    Check(new AssetObject(item, path));
                }

                break;
            default:
                throw json.Refuse("type", "must be ByteLevel, TemplateProcessing, BertProcessing, RobertaProcessing or Sequence");
        }
    }
}
