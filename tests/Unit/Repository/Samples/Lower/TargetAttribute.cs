namespace Tito.Tests.Unit.Repository.Samples.Lower;

[AttributeUsage(AttributeTargets.All)]
public sealed class TargetAttribute : Attribute;
