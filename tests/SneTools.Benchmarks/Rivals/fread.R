# data.table's fread: seconds, peak memory in MiB, seconds to a matrix of doubles, and the sum of all cells.
arguments <- commandArgs(trailingOnly = TRUE)
suppressMessages(library(data.table))
start <- proc.time()[["elapsed"]]
table <- fread(arguments[1], nThread = as.integer(arguments[2]))
frame <- proc.time()[["elapsed"]] - start
peak <- as.numeric(gsub("[^0-9]", "", grep("^VmHWM", readLines("/proc/self/status"), value = TRUE))) / 1024
values <- as.matrix(table)
storage.mode(values) <- "double"
matrix <- proc.time()[["elapsed"]] - start
cat(frame, peak, matrix, format(sum(values), digits = 15), "\n")
