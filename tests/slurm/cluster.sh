#!/usr/bin/env bash
# A real Slurm on one machine, for the tests: munge, one controller and two nodes over loopback, all in a folder of its own.
#
#   tests/slurm/cluster.sh start FOLDER     installs Slurm where it is missing (as root, on Debian and its kin), starts the cluster
#   tests/slurm/cluster.sh stop FOLDER      ends all that start has started, jobs included
#
# Afterwards `export SLURM_CONF=FOLDER/slurm.conf` is all that the commands of Slurm need, and SNE_SLURM_CONF with the same path has
# the tests use it. Where there can be no cluster (no root, or neither Slurm nor apt-get) it says so and ends with exit code 2, where
# one should start and does not with 1; nothing is left running then.
set -euo pipefail

usage() {
  sed -n '2,10s/^# \{0,1\}//p' "$0" >&2
  exit 1
}

[ $# -eq 2 ] || usage
action=$1
folder=$(mkdir -p "$2" && cd "$2" && pwd)

none() {
  echo "No Slurm: $1" >&2
  exit 2
}

broken() {
  echo "Slurm: $1" >&2
  exit 1
}

install_slurm() {
  command -v slurmctld > /dev/null && command -v slurmd > /dev/null && command -v munged > /dev/null && return
  command -v apt-get > /dev/null || none "it is not installed, and there is no apt-get to install it."
  echo "Installing slurm-wlm and munge."
  {
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends slurm-wlm munge
  } > "$folder/install.log" 2>&1 || broken "it could not be installed: $(tail -n 1 "$folder/install.log")"
}

# A port below those that the system gives out by itself, which nobody listens on.
free_port() {
  local port
  while :; do
    port=$((10000 + RANDOM % 20000))
    [[ " $taken " == *" $port "* ]] && continue
    (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null || break
  done
  taken+=" $port"
  free=$port
}

write_configuration() {
  local taken="" free controller memory node
  free_port && controller=$free
  memory=$(($(awk '/^MemTotal:/ { print $2 }' /proc/meminfo) / 1024 / 2))
  {
    cat << END
ClusterName=sne
SlurmctldHost=localhost(127.0.0.1)
SlurmctldPort=$controller
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$folder/munge.socket
CredType=cred/munge
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool-%n
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd-%n.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd-%n.log
MpiDefault=none
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
SlurmdParameters=config_overrides
ReturnToService=2
# Short waits: the tests kill, requeue and wait.
KillWait=5
SlurmdTimeout=30
BatchStartTimeout=30
SchedulerParameters=sched_interval=2,sched_min_interval=0,bf_interval=2,batch_sched_delay=0,max_rpc_cnt=0
JobRequeue=1
MaxArraySize=1001
AccountingStorageType=${SNE_SLURM_ACCOUNTING:-accounting_storage/none}
${SNE_SLURM_ACCOUNTING:+AccountingStorageHost=localhost}
JobAcctGatherType=jobacct_gather/none
JobCompType=jobcomp/none
END
    for node in node1 node2; do
      free_port
      echo "NodeName=$node NodeHostname=localhost NodeAddr=127.0.0.1 Port=$free CPUs=2 Boards=1 SocketsPerBoard=1 CoresPerSocket=2 ThreadsPerCore=1 RealMemory=$memory"
    done
    echo "PartitionName=both Nodes=node1,node2 Default=YES MaxTime=1:00:00 DefaultTime=30:00 State=UP"
    echo "PartitionName=first Nodes=node1 MaxTime=10:00 State=UP"
  } > "$SLURM_CONF"
}

start() {
  [ "$(id -u)" -eq 0 ] || none "a cluster of its own takes root."
  [ ! -e "$SLURM_CONF" ] || broken "'$folder' holds a cluster already: stop it first."
  install_slurm
  trap 'stop > /dev/null' EXIT
  mkdir -p "$folder"/{state,spool-node1,spool-node2}
  chmod 755 "$folder"
  write_configuration

  (umask 077 && head -c 1024 /dev/urandom > "$folder/munge.key")
  munged --force --key-file="$folder/munge.key" --socket="$folder/munge.socket" --pid-file="$folder/munged.pid" \
    --log-file="$folder/munged.log" --seed-file="$folder/munged.seed" || broken "munged does not start: $(tail -n 1 "$folder/munged.log")"
  slurmctld 2> "$folder/start.log" || broken "slurmctld does not start: $(tail -n 1 "$folder/start.log" "$folder/slurmctld.log" 2> /dev/null)"
  for node in node1 node2; do
    slurmd -N "$node" 2> "$folder/start.log" || broken "slurmd does not start: $(tail -n 1 "$folder/start.log" "$folder/slurmd-$node.log" 2> /dev/null)"
  done

  for _ in {1..100}; do
    [ "$(sinfo --noheader --Node --partition=both --states=idle --format=%N 2> /dev/null | wc -l)" -eq 2 ] && break
    sleep 0.2
  done
  [ "$(sinfo --noheader --Node --partition=both --states=idle --format=%N | wc -l)" -eq 2 ] || broken "the nodes do not come up: $(sinfo --noheader --Node --format='%N %T %E' | tr '\n' ';')"
  trap - EXIT
  sinfo --version
  echo "SLURM_CONF=$SLURM_CONF"
}

# Ends a process by the file that holds its number: asks first.
end_process() {
  local file=$1 process
  process=$(cat "$file" 2> /dev/null) || return 0
  kill "$process" 2> /dev/null || return 0
  for _ in {1..50}; do
    kill -0 "$process" 2> /dev/null || return 0
    sleep 0.1
  done
  kill -KILL "$process" 2> /dev/null || true
}

stop() {
  [ -e "$SLURM_CONF" ] || return 0
  if [ -e "$folder/slurmctld.pid" ]; then
    timeout 5 scancel --full --signal=KILL --user=root 2> /dev/null || true
    timeout 5 scancel --user=root 2> /dev/null || true
    for _ in {1..60}; do
      [ -z "$(timeout 5 squeue --noheader --format=%i 2> /dev/null)" ] && break
      sleep 0.2
    done
  fi
  for node in node1 node2; do
    end_process "$folder/slurmd-$node.pid"
  done
  end_process "$folder/slurmctld.pid"
  end_process "$folder/munged.pid"

  # What a node has left of its jobs.
  for process in /proc/[0-9]*; do
    if [ "$(cat "$process/comm" 2> /dev/null)" = slurmstepd ] && tr '\0' '\n' < "$process/environ" 2> /dev/null | grep -qxF "SLURM_CONF=$SLURM_CONF"; then
      kill -KILL "${process#/proc/}" 2> /dev/null || true
    fi
  done
  rm -f "$SLURM_CONF"
}

export SLURM_CONF=$folder/slurm.conf
case $action in
  start) start ;;
  stop) stop ;;
  *) usage ;;
esac
