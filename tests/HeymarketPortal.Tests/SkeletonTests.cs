namespace HeymarketPortal.Tests;
public class SkeletonTests { [Fact] public void The_portal_compiles() => Assert.Equal("HeymarketPortal", typeof(Program).Assembly.GetName().Name); }
