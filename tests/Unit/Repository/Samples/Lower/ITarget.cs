namespace Tito.Tests.Unit.Repository.Samples.Lower;

public interface ITarget
{
    int Number { get; }
}
