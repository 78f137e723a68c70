using Tito.Core.Verification.Runs;
using Tito.Storage.InMemory;
using Tito.Tests.Unit.Verification.Runs;

namespace Tito.Tests.Unit.Storage;

public sealed class VerificationStoreTests : VerificationStoreContract
{
    protected override IVerificationStore Store { get; } = new InMemoryVerificationStore();
}
