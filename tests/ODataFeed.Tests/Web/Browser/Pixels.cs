using Microsoft.Playwright;

namespace ODataFeed.Tests.Web.Browser;

/// <summary>Looks at what a browser has painted.</summary>
static class Pixels
{
    /// <summary>The share of pixels in a picture that are clearly coloured: neither ground nor ink nor grey lines.</summary>
    const string Coloured = """
        async picture => {
            const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${picture}`)).blob());
            const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
            canvas.drawImage(image, 0, 0);
            const { data } = canvas.getImageData(0, 0, image.width, image.height);
            let coloured = 0;
            for (let i = 0; i < data.length; i += 4) {
                const [red, green, blue] = data.subarray(i, i + 3);
                if (Math.max(red, green, blue) - Math.min(red, green, blue) > 60) coloured++;
            }
            return coloured / (data.length / 4);
        }
        """;

    /// <param name="blank">A page without a policy, where pictures can be read.</param>
    /// <param name="painted">What to look at.</param>
    public static async Task<double> ColouredAsync(IPage blank, ILocator painted) =>
        await blank.EvaluateAsync<double>(Coloured, Convert.ToBase64String(await painted.ScreenshotAsync()));
}
