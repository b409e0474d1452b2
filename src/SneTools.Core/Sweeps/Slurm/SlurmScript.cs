using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace SneTools;

/// <summary>What a task does on its node: a bash script, which sbatch copies, and the script that it gives to PowerShell.</summary>
internal static partial class SlurmScript
{
    /// <summary>Seconds before the end of its time in which a task writes its checkpoints. Slurm may be a minute early.</summary>
    private const int Notice = 90;
    private const int LeastNotice = 10;

    /// <summary>What the runtime needs to start as it did here, where a node's own surroundings do not say it.</summary>
    private static readonly string[] Variables = ["DOTNET_ROOT", "DOTNET_ROLL_FORWARD", "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"];

    /// <summary>The script for PowerShell. It takes the runs as one text, since an argument of a script is no list.</summary>
    public const string PowerShell = """
        # Makes the runs of a task: called by the batch scripts beside this one.
        param([string] $Module, [string] $Path, [string] $Run, [int] $Core, [double] $CheckpointInterval, [switch] $PrepareOnly)

        $ErrorActionPreference = 'Stop'
        $ProgressPreference = 'SilentlyContinue'
        $PSStyle.OutputRendering = 'PlainText'
        Import-Module (Join-Path $Module 'SneTools.psd1')
        $runs = [int[]] ($Run -split ',')
        Invoke-SneSweep $Path -Run $runs -ThrottleLimit $Core -CheckpointInterval $CheckpointInterval -PrepareOnly:$PrepareOnly -ErrorAction Continue |
            Format-Table Run, State, Data, Iterations, Seconds, Memory -AutoSize
        exit [int] (-not $PrepareOnly -and @(Get-SneSweep $Path -Run $runs | Where-Object State -NE Completed).Count -gt 0)

        """;

    /// <summary>Seconds before the end of a task's time at which it is told.</summary>
    /// <param name="limit">The time; null for what the partition gives.</param>
    public static int NoticeFor(TimeSpan? limit) => limit is { } time ? (int)Math.Clamp(time.TotalSeconds / 4, LeastNotice, Notice) : Notice;

    /// <summary>The batch script of a job.</summary>
    /// <param name="job">The job.</param>
    /// <param name="folder">The folder of the sweep.</param>
    /// <param name="module">The folder of the module.</param>
    /// <param name="width">Digits of a run's number in the names of its files.</param>
    /// <param name="options">How it is submitted.</param>
    public static string Batch(SlurmJob job, string folder, string module, int width, SlurmOptions options)
    {
        var tasks = new StringBuilder();
        foreach (SlurmTask task in job.Tasks)
            tasks.Append(CultureInfo.InvariantCulture, $"  {task.Index}) runs={string.Join(',', task.Runs)} ;;\n");
        string environment = string.Concat(Variables.Select(name => (name, Environment.GetEnvironmentVariable(name))).Where(pair => pair.Item2 is not null).Select(pair => $"export {pair.name}={Quote(pair.Item2!)}\n"));
        var parts = new Dictionary<string, string>
        {
            ["SWEEP"] = Quote(folder),
            ["MODULE"] = Quote(module),
            ["POWERSHELL"] = string.Join(' ', options.PowerShell.Select(Quote)),
            ["PREPARE"] = job.IsPreparation ? "-PrepareOnly" : string.Empty,
            ["INTERVAL"] = options.CheckpointInterval.ToString("R", CultureInfo.InvariantCulture),
            ["WIDTH"] = width.ToString(CultureInfo.InvariantCulture),
            ["CORES"] = job.Cores.ToString(CultureInfo.InvariantCulture),
            ["ENVIRONMENT"] = environment.TrimEnd('\n'),
            ["TASKS"] = tasks.ToString().TrimEnd('\n'),
        };
        return Place().Replace(Text, match => parts[match.Groups[1].Value]);
    }

    /// <summary>A text as a single word of bash.</summary>
    /// <param name="text">The text, whatever it holds.</param>
    public static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    [GeneratedRegex("@([A-Z]+)@")]
    private static partial Regex Place();

    private const string Text = """
        #!/bin/bash
        # Makes runs of a sweep on a node; written by Invoke-SneSweep -Slurm.
        sweep=@SWEEP@
        module=@MODULE@
        powershell=(@POWERSHELL@)
        prepare=@PREPARE@
        @ENVIRONMENT@
        export POWERSHELL_TELEMETRY_OPTOUT=1 POWERSHELL_UPDATECHECK=Off

        task=${SLURM_ARRAY_TASK_ID:-0}
        job=$SLURM_JOB_ID
        [ -z "${SLURM_ARRAY_JOB_ID-}" ] || job=${SLURM_ARRAY_JOB_ID}_$task
        case $task in
        @TASKS@
          *) echo "The job has no task $task." >&2; exit 1 ;;
        esac
        echo "$(date '+%F %T') runs $runs $prepare on ${SLURMD_NODENAME:-$HOSTNAME}, job $job, start $((${SLURM_RESTART_COUNT:-0} + 1))"

        cd "$sweep" || { echo "The folder of the sweep, '$sweep', is not there on this node: a sweep for Slurm has to be in a folder that all nodes share." >&2; exit 1; }

        # As where it was submitted; else what this node has.
        if [ ${#powershell[@]} -eq 0 ] || ! command -v "${powershell[0]}" > /dev/null || { [ ${#powershell[@]} -gt 1 ] && [ ! -e "${powershell[1]}" ]; }; then
          powershell=(pwsh)
          command -v pwsh > /dev/null || {
            echo "This node has no PowerShell: neither the one that submitted the task nor a pwsh on the path. Put one into a folder that all nodes share, and submit from it." >&2
            exit 127
          }
        fi

        # A time limit, and the request to end: checkpoints are written, and the task goes on from them when Slurm starts it again.
        reason=
        end() {
          reason=$1
          kill -TERM "$child" 2> /dev/null
        }
        child=
        trap 'end limit' USR1
        trap 'end request' TERM

        mark=slurm/$job.started
        : > "$mark"
        "${powershell[@]}" -NoLogo -NoProfile -NonInteractive -File "$sweep/slurm/task.ps1" \
          -Module "$module" -Path "$sweep" -Run "$runs" -Core "${SLURM_CPUS_PER_TASK:-@CORES@}" -CheckpointInterval @INTERVAL@ $prepare &
        child=$!
        wait "$child"
        code=$?
        while [ "$code" -gt 128 ] && kill -0 "$child" 2> /dev/null; do
          wait "$child"
          code=$?
        done
        echo "$(date '+%F %T') ended with exit code $code${reason:+ after a $reason}"
        [ "$reason" = limit ] && [ "$code" -ne 0 ] || exit "$code"

        # Without any progress the next stretch would end as this one did.
        for run in ${runs//,/ }; do
          name=$(printf 'runs/%0@WIDTH@d' "$run")
          for file in "$name.json" "$name.checkpoint.npz" shared/*.npz; do
            if [ "$file" -nt "$mark" ]; then
              echo "The time is over; the task is put into the queue again and goes on from its checkpoint."
              scontrol requeue "$job" && exit 0
              echo "Slurm does not take the task back: Invoke-SneSweep -Slurm submits it again, and it goes on from its checkpoint." >&2
              exit 1
            fi
          done
        done
        echo "The time limit is too short: not even a checkpoint could be written. Give the task a longer one by -TimeLimit." >&2
        exit 1

        """;
}
