#include "core/analysis/table.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>

namespace polcascope::analysis {

namespace {

bool isNumber(const std::string& cell)
{
    return cell.empty() || cell.find_first_not_of("0123456789.,+-e% /") == std::string::npos;
}

/// Characters on screen, not bytes.
std::size_t widthOf(const std::string& text)
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string shown(const std::string& cell)
{
    return cell.empty() ? "-" : cell;
}

std::string csvCell(const std::string& cell)
{
    if (cell.find_first_of(",\"\r\n") == std::string::npos)
        return cell;
    std::string quoted = "\"";
    for (const char c : cell)
        quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
}

std::string markdownCell(const std::string& cell)
{
    std::string text;
    for (const char c : shown(cell)) {
        if (c == '|' || c == '\\' || c == '<' || c == '*' || c == '_')
            text += '\\';
        text += c == '\n' ? ' ' : c;
    }
    return text;
}

std::string tsvCell(const std::string& cell)
{
    std::string text = cell;
    std::replace_if(text.begin(), text.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
    return text;
}

std::string joinedRow(const std::vector<std::string>& cells, const char* separator, std::string (*each)(const std::string&))
{
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i)
        line += (i > 0 ? separator : "") + each(cells[i]);
    return line;
}

std::string alignedText(const Table& table)
{
    std::vector<std::size_t> widths;
    std::vector<bool> numbers;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        std::size_t width = widthOf(table.columns[i]);
        bool number = true;
        for (const auto& row : table.rows) {
            width = std::max(width, widthOf(shown(row[i])));
            number = number && isNumber(row[i]);
        }
        widths.push_back(width);
        numbers.push_back(number);
    }
    const auto line = [&](const std::vector<std::string>& cells) {
        std::string text;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const std::string cell = shown(cells[i]);
            const std::string padding(widths[i] - widthOf(cell), ' ');
            text += (i > 0 ? "  " : "") + (numbers[i] ? padding + cell : cell + padding);
        }
        text.erase(text.find_last_not_of(' ') + 1);
        return text + "\n";
    };
    std::string text = table.name + ": " + table.title.text() + "\n\n";
    if (!table.rows.empty()) {
        text += line(table.columns);
        for (const auto& row : table.rows)
            text += line(row);
        text += "\n";
    }
    return text;
}

}

std::string Sentence::text() const
{
    std::string result;
    for (std::size_t at = 0; at < pattern.size(); ++at) {
        const std::size_t value = pattern[at] == '%' && at + 1 < pattern.size()
            ? static_cast<std::size_t>(pattern[at + 1] - '1')
            : values.size();
        if (value < values.size()) {
            result += values[value];
            ++at;
        } else {
            result += pattern[at];
        }
    }
    return result;
}

bool Table::isPublished(std::size_t column) const
{
    return std::find(published.begin(), published.end(), column) != published.end();
}

bool Table::holdsNames(std::size_t column) const
{
    return std::find(names.begin(), names.end(), column) != names.end();
}

std::string tableText(const Table& table, TableFormat format)
{
    std::string text;
    switch (format) {
    case TableFormat::csv:
        text = joinedRow(table.columns, ",", csvCell) + "\r\n";
        for (const auto& row : table.rows)
            text += joinedRow(row, ",", csvCell) + "\r\n";
        return text;
    case TableFormat::tsv:
        text = joinedRow(table.columns, "\t", tsvCell) + "\n";
        for (const auto& row : table.rows)
            text += joinedRow(row, "\t", tsvCell) + "\n";
        return text;
    case TableFormat::markdown:
        text = "## " + table.name + ": " + table.title.text() + "\n\n";
        if (!table.rows.empty()) {
            text += "| " + joinedRow(table.columns, " | ", markdownCell) + " |\n|";
            for (std::size_t i = 0; i < table.columns.size(); ++i)
                text += " --- |";
            text += "\n";
            for (const auto& row : table.rows)
                text += "| " + joinedRow(row, " | ", markdownCell) + " |\n";
            text += "\n";
        }
        break;
    case TableFormat::text:
        text = alignedText(table);
        break;
    }
    for (const Sentence& note : table.notes)
        text += note.text() + (format == TableFormat::markdown ? "\n\n" : "\n");
    return text + (table.notes.empty() || format == TableFormat::markdown ? "" : "\n");
}

std::string fixed(double value, int decimals)
{
    if (std::isnan(value))
        return {};
    std::array<char, 64> text {};
    std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
    return text.data();
}

std::string significant(double value, int digits)
{
    if (std::isnan(value))
        return {};
    std::array<char, 64> text {};
    std::snprintf(text.data(), text.size(), "%.*g", digits, value);
    return text.data();
}

}
