# Build: restore first, so that a change of code does not fetch packages again.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY src/UsageReports/UsageReports.csproj src/UsageReports/
COPY src/GraphSimulator/GraphSimulator.csproj src/GraphSimulator/
COPY src/ODataFeed/ODataFeed.csproj src/ODataFeed/
RUN dotnet restore src/ODataFeed
COPY src src
RUN dotnet publish src/ODataFeed --no-restore -c Release -o /app

# Run: no shell, no package manager, not root; nothing is written outside a volume that a store may need.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled
WORKDIR /app
COPY --from=build /app .
ENV ASPNETCORE_URLS=http://+:5080
EXPOSE 5080
USER $APP_UID
ENTRYPOINT ["dotnet", "ODataFeed.dll"]
