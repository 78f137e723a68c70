using Tito.Core.Tokens;
using Tito.Simulation;

namespace Tito.Tests.Integration.Engines;

public sealed class SeededRandomTests
{
    /// <summary>
    /// The generator's published outputs for the state 1, 2, 3, 4 (11520, 0, 1509978240, 1215971899390074240, 1216172134540287360,
    /// 607988272756665600, 16172922978634559625, 8476171486693032832), each times 2^31 - 1 and divided by 2^64.
    /// </summary>
    [Fact]
    public void Next_WhenTheStateIsThatOfTheReferenceVectors_FollowsThem()
    {
        var random = new SeededRandom(new Digest(new UInt128(1, 2), new UInt128(3, 4)));

        Assert.Equal(
            [0, 0, 0, 141557759, 141581070, 70779150, 1882776032, 986756231],
            Enumerable.Range(0, 8).Select(_ => random.Next(int.MaxValue)));
    }
}
