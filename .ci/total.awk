# Adds up the closing lines of several pytest runs. A run that failed before its tests (status=1) counts as an error.
/^=+ .* in [0-9.]+s( \([0-9:]+\))? =+$/ {
    gsub(/=|,/, "")
    for (i = 2; i <= NF; i++) {
        if ($i == "in") { seconds += $(i + 1); break }
        if ($i == "error" || $i == "errors") count["error"] += $(i - 1)
        else if ($i != "deselected") count[$i] += $(i - 1)
    }
}
END {
    if (status && !count["failed"] && !count["error"]) count["error"] = 1
    wanted = split("failed passed skipped xfailed xpassed error", words)
    for (i = 1; i <= wanted; i++)
        if (count[words[i]]) line = line (line == "" ? "" : ", ") count[words[i]] " " words[i]
    if (count["error"] > 1) line = line "s"
    if (line == "") line = "no tests ran"
    printf "==== %s in %.2fs ====\n", line, seconds
}
