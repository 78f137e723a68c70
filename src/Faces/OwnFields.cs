using Tito.Core.Problems;

namespace Tito.Faces;

/// <summary>The fields of a face that have another name in OpenAI's chat API, by whose names the engines know them.</summary>
/// <param name="fields">Each by the chat API's name, with the face's own.</param>
internal sealed class OwnFields(params (string Chat, string Own)[] fields)
{
    /// <summary>A problem whose sentence begins with such a field, by the face's own name of it; any other as it is.</summary>
    public Problem Name(Problem problem)
    {
        foreach (var (chat, own) in fields)
        {
            if (problem.Param == chat && problem.Message.StartsWith(chat, StringComparison.Ordinal))
            {
                return problem with { Param = own, Message = own + problem.Message[chat.Length..] };
            }
        }

        return problem;
    }
}
