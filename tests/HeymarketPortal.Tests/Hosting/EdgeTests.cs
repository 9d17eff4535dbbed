using System.Net;

namespace HeymarketPortal.Tests.Hosting;

public sealed class EdgeTests(PortalHost portal) : IClassFixture<PortalHost>
{
    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_answers_200_while_the_portal_works(string path)
    {
        using var client = portal.NewClient();
        using var response = await client.AskAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("Healthy", await response.Content.ReadAsStringAsync());
    }
}
