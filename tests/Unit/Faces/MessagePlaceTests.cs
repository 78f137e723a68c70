using System.Text.Json;
using Tito.Faces;
using Tito.Faces.AnthropicMessages;
using Tito.Faces.OpenAiResponses;

namespace Tito.Tests.Unit.Faces;

/// <summary>
/// A refused history names the message that differs, and where the request ends before it, there is none: a retry that leaves more behind than
/// its session allows is such a request.
/// </summary>
public sealed class MessagePlaceTests
{
    [Theory]
    [InlineData(0, "system")]
    [InlineData(1, "messages[0]")]
    [InlineData(2, "messages")]
    public void PlaceOf_InMessages_IsThatOfTheMessageOrOfAll(int index, string expected) => Assert.Equal(expected, MessagesRequest.Read(
        JsonElement.Parse("""{"max_tokens":1,"system":"s","messages":[{"role":"user","content":"u"}]}"""), new FaceRules()).PlaceOf(index));

    [Theory]
    [InlineData(0, "instructions")]
    [InlineData(1, "input[0]")]
    [InlineData(2, "input")]
    public void PlaceOf_InResponses_IsThatOfTheItemOrOfAll(int index, string expected) => Assert.Equal(expected, ResponsesRequest.Read(
        JsonElement.Parse("""{"instructions":"s","input":[{"role":"user","content":"u"}]}"""), new FaceRules()).PlaceOf(index));
}
