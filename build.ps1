# Builds, tests and packs the solution. Each target can be run alone:
#
#   ./build.ps1 restore           gets the packages; the only target that needs the network
#   ./build.ps1 build             compiles everything
#   ./build.ps1 test              runs all tests
#   ./build.ps1 pack              makes the packages in artifacts/packages
#   ./build.ps1 bench             runs the benchmarks
#   ./build.ps1 restore,build     several, in this order
#
# Without a target: restore, build and test. Only the language itself and the command dotnet are used, no modules.
param(
    [string[]] $Target = @('restore', 'build', 'test'),
    [string] $Configuration = 'Release',
    [string] $Project = "$PSScriptRoot/Graphoid.Akka.sln"
)

$ErrorActionPreference = 'Stop'

$steps = @{
    restore = { dotnet restore $Project }
    build   = { dotnet build $Project --configuration $Configuration --no-restore }
    test    = { dotnet test $Project --configuration $Configuration --no-restore --tl:on }
    pack    = { dotnet pack $Project --configuration $Configuration --no-restore --output "$PSScriptRoot/artifacts/packages" }
    bench   = { dotnet run --project "$PSScriptRoot/tests/Graphoid.Benchmarks" --configuration Release --no-restore }
}

foreach ($name in $Target) {
    if (-not $steps.ContainsKey($name)) {
        throw "There is no target '$name'. The targets are: bench, build, pack, restore, test."
    }
}

foreach ($name in $Target) {
    & $steps[$name]
    if ($LASTEXITCODE -ne 0) {
        throw "The target '$name' failed with exit code $LASTEXITCODE."
    }
}
