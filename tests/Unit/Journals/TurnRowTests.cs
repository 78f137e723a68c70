using Tito.Core.Journals;

namespace Tito.Tests.Unit.Journals;

public sealed class TurnRowTests
{
    [Fact]
    public void ByteCount_IsTheSumOfAllFieldsWithoutABoundOfTheirOwn()
    {
        // Each field has a power of two of bytes, so that no other sum of them comes to the same.
        var row = new TurnRow
        {
            Format = 1,
            Sequence = 7,
            Parent = 3,
            ReplacedCount = 2,
            Messages = new byte[1],
            PromptOrigins = new byte[2],
            PromptIds = new byte[4],
            CompletionIds = new byte[8],
            Logprobs = new byte[16],
            FinishReason = new string('é', 16),
            RoutedExpertsShape = new byte[12],
            RoutedExperts = new byte[64],
            Exchange = new byte[128],
            Request = new byte[256],
            Response = new byte[512],
            Engine = new string('é', 512),
            Inputs = new byte[2048],
            End = new byte[4096],
            Digest = default,
        };

        Assert.Equal(8191, row.ByteCount);
    }

    [Fact]
    public void Name_OfASequence_HasEightDigits() => Assert.Equal("turn-00000003", TurnRow.Name(3));
}
