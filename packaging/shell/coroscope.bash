# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# Completion of coroscope for bash: commands, options and their words, files, programs of the library.

_coroscope() {
    COMPREPLY=()
    # Words are parted at blanks only: bash itself parts at = and : too.
    local words cur prev verb=
    read -ra words <<<"${COMP_LINE:0:COMP_POINT}"
    [[ ${COMP_LINE:0:COMP_POINT} == *[[:blank:]] ]] && words+=('')
    cur=${words[-1]}
    prev=${words[-2]}
    ((${#words[@]} > 2)) && verb=${words[1]}

    local verbs='run check render sweep python list schema'
    local general='--help --version'
    local run='--set --seed --clock --max-tasks --max-events --max-memory --max-operations'
    local options='' files='scenario'
    case $verb in
    run) options="$run --trace --stats --quiet" ;;
    check) ;;
    render)
        options="$run --output --size --theme --scale --from --to --lanes --select --arrows --title --caption --legend"
        files='scenario or trace'
        ;;
    sweep) options="$run --param --seeds --measure --output --theme --jobs" ;;
    python) options='--output' ;;
    list) options='--topic --tag --json' files='' ;;
    schema) files='' ;;
    *) verb='' files='scenario or trace' ;;
    esac

    local found=()
    case $prev in
    --clock) mapfile -t found < <(compgen -W 'virtual real' -- "$cur") ;;
    --theme) mapfile -t found < <(compgen -W 'dark light' -- "$cur") ;;
    --arrows) mapfile -t found < <(compgen -W 'none selected all' -- "$cur") ;;
    --legend) mapfile -t found < <(compgen -W 'on off' -- "$cur") ;;
    --scale) mapfile -t found < <(compgen -W '1 2 3' -- "$cur") ;;
    --measure) mapfile -t found < <(compgen -W 'makespan concurrency wait timeouts throughput' -- "$cur") ;;
    --topic) mapfile -t found < <(compgen -W "$("${words[0]}" list 2>/dev/null | awk '!seen[$1]++ { print $1 }')" -- "$cur") ;;
    --output | -o | --trace)
        compopt -o filenames 2>/dev/null
        mapfile -t found < <(compgen -f -- "$cur")
        ;;
    --set | --seed | --max-* | --size | --from | --to | --lanes | --select | --title | --caption | --param | --seeds | --jobs | --tag) ;;
    *)
        if [[ $cur == -* ]]; then
            mapfile -t found < <(compgen -W "$options $general" -- "$cur")
        elif [[ $cur == library:* ]]; then
            mapfile -t found < <(compgen -P library: \
                -W "$("${words[0]}" list 2>/dev/null | awk '{ print $2 }')" -- "${cur#library:}")
        elif [[ -n $files ]]; then
            [[ -z $verb ]] && ((${#words[@]} == 2)) && mapfile -t found < <(compgen -W "$verbs" -- "$cur")
            local file
            while IFS= read -r file; do
                if [[ -d $file || $file == *.yaml || $files == *trace && $file == *.jsonl?(.gz) ]]; then
                    found+=("$file")
                    compopt -o filenames 2>/dev/null
                fi
            done < <(compgen -f -- "$cur")
            if [[ -n $cur && library: == "$cur"* ]]; then
                found+=(library:)
                compopt -o nospace 2>/dev/null
            fi
        fi
        ;;
    esac

    # What stands before the last = or : is no part of the word that bash replaces.
    local mark
    for mark in = :; do
        if [[ $COMP_WORDBREAKS == *"$mark"* && $cur == *"$mark"* ]]; then
            found=("${found[@]#"${cur%"${cur##*"$mark"}"}"}")
        fi
    done
    COMPREPLY=("${found[@]}")
}

complete -F _coroscope coroscope
