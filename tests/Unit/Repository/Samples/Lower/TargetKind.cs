namespace Tito.Tests.Unit.Repository.Samples.Lower;

public enum TargetKind
{
    First,
    Second,
}
