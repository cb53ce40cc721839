// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/stylesheet.h"

using namespace Qt::StringLiterals;

namespace coroscope
{

QPalette widgetPalette(const Theme &theme)
{
    QPalette palette;
    const QColor &text = theme.ink(Ink::Text);
    palette.setColor(QPalette::Window, theme.window);
    palette.setColor(QPalette::WindowText, text);
    palette.setColor(QPalette::Base, theme.canvas);
    palette.setColor(QPalette::AlternateBase, theme.window);
    palette.setColor(QPalette::Text, text);
    palette.setColor(QPalette::Button, theme.raised);
    palette.setColor(QPalette::ButtonText, text);
    palette.setColor(QPalette::BrightText, theme.ink(Ink::Failed));
    palette.setColor(QPalette::ToolTipBase, theme.raised);
    palette.setColor(QPalette::ToolTipText, text);
    palette.setColor(QPalette::Highlight, theme.ink(Ink::Selection));
    palette.setColor(QPalette::HighlightedText, text);
    palette.setColor(QPalette::Link, theme.ink(Ink::Accent));
    palette.setColor(QPalette::PlaceholderText, theme.ink(Ink::Muted));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, theme.ink(Ink::Muted));
    return palette;
}

QString themeStyleSheet(const Theme &theme)
{
    QString sheet = uR"(
QMainWindow, QDialog, QMessageBox { background: @window; color: @text; }
QMainWindow::separator { background: @border; width: 1px; height: 1px; }
QToolTip { background: @raised; color: @text; border: 1px solid @border; padding: 3px 4px; }
QMenuBar { background: @window; color: @text; padding: 2px 6px; }
QMenuBar::item { padding: 4px 9px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: @raised; }
QMenu { background: @window; color: @text; border: 1px solid @border; padding: 4px; }
QMenu::item { padding: 5px 26px 5px 22px; border-radius: 3px; }
QMenu::item:selected { background: @selection; }
QMenu::item:disabled { color: @muted; }
QMenu::separator { height: 1px; background: @border; margin: 4px 8px; }
QToolBar { background: @window; border: 0; border-top: 1px solid @border; border-bottom: 1px solid @border; spacing: 6px; padding: 6px 10px; }
QToolBar QToolButton { background: @raised; color: @text; border: 1px solid transparent; border-radius: 5px; padding: 5px 9px; min-height: 18px; }
QToolBar QToolButton:hover { background: @pressed; }
QToolBar QToolButton:pressed { background: @selection; }
QToolBar QToolButton:focus { border-color: @accent; }
QToolBar QToolButton:disabled { color: @muted; }
QToolBar QToolButton#followLive { padding: 5px 10px; color: @muted; }
QToolBar QToolButton#followLive:checked { color: @running; font-weight: bold; }
QToolBar QLabel { color: @muted; padding: 0 2px; }
QToolBar QLabel#speedValue, QToolBar QLabel#timeValue { color: @text; }
QCheckBox::indicator { width: 12px; height: 12px; border: 1px solid @muted; border-radius: 3px; background: @canvas; }
QCheckBox::indicator:checked { background: @accent; border-color: @accent; }
QCheckBox::indicator:focus { border: 2px solid @text; width: 10px; height: 10px; }
QSlider { min-height: 20px; }
QSlider::groove:horizontal { height: 3px; background: @border; border-radius: 1px; }
QSlider::sub-page:horizontal { background: @accent; border-radius: 1px; }
QSlider::handle:horizontal { background: @accent; width: 13px; height: 13px; margin: -5px 0; border-radius: 6px; }
QSlider::handle:horizontal:focus { border: 2px solid @text; width: 9px; height: 9px; }
QDockWidget { color: @text; titlebar-close-icon: none; titlebar-normal-icon: none; }
QTableView { background: @window; color: @text; border: 0; gridline-color: @window; selection-background-color: @selection; selection-color: @text; outline: 0; }
QTableView::item { padding: 0 6px; border: 0; }
QTableView::item:hover { background: @hover; }
QHeaderView::section { background: @window; color: @muted; border: 0; padding: 3px 9px; }
QHeaderView::up-arrow, QHeaderView::down-arrow { image: none; width: 0; height: 0; }
QScrollBar:vertical { background: transparent; width: 11px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 11px; margin: 0; }
QScrollBar::handle { background: @pressed; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QStatusBar { background: @window; color: @muted; border-top: 1px solid @border; }
QStatusBar::item { border: 0; }
QStatusBar QPushButton { padding: 1px 10px; }
QStatusBar QLabel { color: @muted; padding: 2px 8px; }
#transport coroscope--ElidedLabel { color: @muted; }
QStatusBar coroscope--ElidedLabel { color: @text; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QPushButton { background: @raised; color: @text; border: 1px solid @border; border-radius: 5px; padding: 5px 14px; }
QPushButton:hover { background: @pressed; }
QPushButton:focus { border-color: @accent; }
QLineEdit#filter, QLineEdit#search { background: @raised; border-color: transparent; padding: 2px 7px; min-height: 17px; }
QLineEdit#filter:focus, QLineEdit#search:focus { border-color: @accent; }
#searchPopup { background: @window; border: 1px solid @border; border-radius: 6px; }
#searchPopup QListView { background: @window; color: @text; border: 0; outline: 0; }
QToolButton#filterChip, QToolButton#filterChipClose { background: @selection; color: @text; border: 1px solid transparent; border-radius: 5px; padding: 3px 8px; }
QToolButton#filterChipClose { padding: 3px 6px; }
QToolButton#filterChip:hover, QToolButton#filterChipClose:hover { background: @pressed; }
QToolButton#filterChip:focus, QToolButton#filterChipClose:focus { border-color: @accent; }
#libraryPanel QSplitter::handle { background: @window; border-top: 1px solid @border; }
#startPage { background: @canvas; }
#startPage QListView, #startPage QTreeView { background: transparent; }
#startPage QListView::item { padding: 4px 6px; border-radius: 4px; }
#startPage QListView::item:hover { background: @hover; }
#startPage QListView::item:selected { background: @selection; color: @text; }
#sweepPanel QToolButton { background: transparent; color: @muted; border: 1px solid transparent; border-radius: 4px; padding: 2px 6px; }
#sweepPanel QToolButton:hover, #sweepPanel QToolButton:focus { border-color: @accent; color: @text; }
#sweepPanel QPushButton { padding: 3px 12px; }
#sweepCaption, #sweepReadout { color: @muted; }
#panelNote, #knobsPanel QLabel#muted, #findBar QLabel#muted { color: @muted; }
#faultStatus { background: @window; color: @failed; border: 0; border-top: 1px solid @border; padding: 4px 12px; text-align: left; }
#faultHelp { background: @window; color: @accent; border: 0; border-top: 1px solid @border; border-radius: 0; padding: 4px 12px; }
#faultStatus:focus, #faultHelp:focus { text-decoration: underline; }
#helpPanel { background: @window; }
#helpPanel QToolButton { background: @raised; color: @text; border: 1px solid transparent; border-radius: 5px; padding: 4px 10px; }
#helpPanel QToolButton:hover { background: @pressed; }
#helpPanel QToolButton:focus { border-color: @accent; }
#helpPanel QToolButton:disabled { color: @muted; }
#helpPanel QTreeView::item { padding: 3px 2px; }
#helpPanel QTreeView::item:hover { background: @hover; }
#helpPanel QTreeView::item:selected { background: @selection; color: @text; }
#helpBar { background: @window; border-bottom: 1px solid @border; }
#helpPanel QSplitter::handle { background: @border; width: 1px; }
#findBar QToolButton, #knobsPanel QToolButton, #ghostBar QToolButton { background: transparent; color: @text; border: 1px solid transparent; border-radius: 4px; padding: 2px 6px; }
#findBar QToolButton:hover, #knobsPanel QToolButton:hover, #ghostBar QToolButton:hover { background: @pressed; }
#findBar QToolButton:focus, #knobsPanel QToolButton:focus, #ghostBar QToolButton:focus { border-color: @accent; }
#knobsPanel QAbstractSpinBox { background: transparent; color: @text; border: 1px solid transparent; border-radius: 4px; padding: 3px 4px; selection-background-color: @selection; selection-color: @text; }
#knobsPanel QAbstractSpinBox:hover { border-color: @border; }
#knobsPanel QAbstractSpinBox:focus { background: @canvas; border-color: @accent; }
#ghostBar { background: @window; border-bottom: 1px solid @border; }
#ghostBar QLabel { color: @text; }
#lessonPanel { background: @window; border-bottom: 1px solid @border; border-left: 3px solid @accent; }
#lessonPanel QScrollArea, #lessonPanel QScrollArea > QWidget > QWidget { background: transparent; }
#lessonPanel QLabel, #lessonPanel QRadioButton { color: @text; background: transparent; }
#lessonPanel QLabel#lessonHeading, #lessonPanel QLabel#lessonUnit, #lessonPanel QLabel#lessonMoment { color: @muted; }
#lessonPanel QLabel#lessonVerdict[verdict="right"] { color: @running; }
#lessonPanel QLabel#lessonVerdict[verdict="wrong"], #lessonPanel QLineEdit[isFaulty="true"] { color: @failed; }
#lessonPanel QPushButton { padding: 3px 12px; }
#lessonPanel QPushButton:disabled { color: @muted; }
#lessonPanel QRadioButton { padding: 1px 3px; border: 1px solid transparent; border-radius: 4px; }
#lessonPanel QRadioButton::indicator { width: 12px; height: 12px; border: 1px solid @muted; border-radius: 7px; background: @canvas; }
#lessonPanel QRadioButton::indicator:checked { border: 4px solid @accent; width: 6px; height: 6px; background: @canvas; }
#lessonPanel QRadioButton:focus { border-color: @accent; }
#findBar { background: @window; border-top: 1px solid @border; }
#panelTitle { color: @text; font-weight: bold; }
#panelHint, #muted { color: @muted; }
#dockTitle QToolButton { background: transparent; border: 1px solid transparent; border-radius: 4px; padding: 2px; }
#dockTitle QToolButton:hover, #dockTitle QToolButton:focus { border-color: @accent; }
QTabBar { background: @window; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: @muted; padding: 8px 2px 5px 2px; margin: 0 10px 0 14px; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: @text; font-weight: bold; border-bottom-color: @accent; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:focus { color: @accent; }
QTabBar QToolButton { background: @raised; border: 0; }
QLineEdit, QPlainTextEdit, QSpinBox, QDoubleSpinBox, QComboBox { background: @canvas; border: 1px solid @border; border-radius: 4px; padding: 3px 6px; selection-background-color: @selection; selection-color: @text; }
QLineEdit:focus, QPlainTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus { border-color: @accent; }
coroscope--ChoiceBox::drop-down { border: 0; width: 20px; }
QComboBox QAbstractItemView { background: @window; color: @text; border: 1px solid @border; selection-background-color: @selection; selection-color: @text; }
QProgressBar { background: @raised; border: 0; border-radius: 3px; height: 6px; color: @text; text-align: center; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
QListView, QTreeView { background: @window; color: @text; border: 0; outline: 0; selection-background-color: @selection; selection-color: @text; }
QGroupBox { color: @muted; border: 0; }
QScrollArea { border: 0; background: @window; }
QTextBrowser { background: @window; color: @text; border: 0; }
#messageArea { background: @window; border-bottom: 1px solid @border; border-left: 3px solid @failed; }
#messageArea QLabel { color: @text; }
#messageArea QToolButton { background: transparent; color: @muted; border: 1px solid transparent; border-radius: 4px; padding: 3px 8px; }
#messageArea QToolButton:hover, #messageArea QToolButton:focus { border-color: @accent; color: @text; }
)"_s;
    const std::pair<QString, QColor> roles[] = {
        {u"@window"_s, theme.window},
        {u"@raised"_s, theme.raised},
        {u"@pressed"_s, theme.pressed},
        {u"@text"_s, theme.ink(Ink::Text)},
        {u"@muted"_s, theme.ink(Ink::Muted)},
        {u"@accent"_s, theme.ink(Ink::Accent)},
        {u"@canvas"_s, theme.canvas},
        {u"@border"_s, theme.ink(Ink::Border)},
        {u"@selection"_s, theme.ink(Ink::Selection)},
        {u"@hover"_s, theme.ink(Ink::Hover)},
        {u"@running"_s, theme.ink(Ink::Running)},
        {u"@failed"_s, theme.ink(Ink::Failed)},
    };
    for (const auto &[name, color] : roles)
        sheet.replace(name, color.name());
    return sheet;
}

} // namespace coroscope
