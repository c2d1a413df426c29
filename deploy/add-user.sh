#!/bin/sh
# Let somebody push over HTTP: ask for a password and put its digest into the web server's list of users.
set -eu
usage() {
    echo "用法：sudo deploy/add-user.sh 用户名 [--maintainer] [--prefix 文件夹]"
    echo "密码从键盘（或标准输入）读。已有的用户换成新密码。--maintainer：同时作为维护者，可以推送主线。"
}
fail() {
    printf '没有加上：%s\n' "$*" >&2
    exit 1
}
name='' maintainer='' prefix=''
while [ $# -gt 0 ]; do
    case $1 in
        -h | --help) usage; exit 0 ;;
        --maintainer) maintainer=true ;;
        --prefix) [ $# -ge 2 ] || fail "--prefix 后面缺少内容"; prefix=${2%/}; shift ;;
        -*) usage >&2; fail "没有 $1 这个选项" ;;
        *) [ -z "$name" ] || fail "一次加一个用户"; name=$1 ;;
    esac
    shift
done
[ -n "$name" ] || { usage >&2; fail "缺少用户名"; }
# The name becomes part of branch names and of the password file.
case $name in *[!A-Za-z0-9_-]*) fail "用户名只能用字母、数字、- 和 _：$name" ;; esac
users=$prefix/etc/brands/users
[ -w "$users" ] || fail "写不了 $users：先运行 deploy/set-up.sh，用 root 运行本脚本"

if [ -t 0 ]; then
    printf '密码（不显示）：'
    stty -echo
    trap 'stty echo' EXIT INT TERM
    IFS= read -r password
    stty echo
    trap - EXIT INT TERM
    echo
else
    IFS= read -r password
fi
[ "${#password}" -ge 10 ] || fail "密码至少 10 个字符"
digest=$(printf '%s\n' "$password" | openssl passwd -6 -stdin)
new=$(mktemp "$users.XXXXXX")
grep -v "^$name:" "$users" >"$new" || true
printf '%s:%s\n' "$name" "$digest" >>"$new"
chmod --reference="$users" "$new"
[ "$(id -u)" != 0 ] || chown --reference="$users" "$new"
mv "$new" "$users"
echo "加好了：$name"
if [ -n "$maintainer" ]; then
    repository=$prefix/srv/brands/brands.git
    owner=$(stat -c %U "$repository")
    set -- git -C "$repository" config
    [ "$(id -un)" = "$owner" ] || set -- runuser -u "$owner" -- "$@"
    "$@" --get-all brands.maintainer | grep -qxF "$name" || "$@" --add brands.maintainer "$name"
    echo "$name 是维护者。"
fi
